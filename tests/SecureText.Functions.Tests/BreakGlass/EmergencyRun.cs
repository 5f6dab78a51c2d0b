using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Api;
using SecureText.Harness;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.BreakGlass;

/// <summary>A clinic where a manager has the patient's conversation, and a member who would like to open it.</summary>
internal sealed class EmergencyRun(TestClinic clinic, string conversation, string reason) : IAsyncDisposable
{
    public TestClinic Clinic => clinic;

    public string Conversation => conversation;

    public SignedIn Member { get; private set; } = null!;

    public SignedIn Manager { get; private set; } = null!;

    public SignedIn Owner { get; private set; } = null!;

    public EmergencyStore Grants => clinic.Get<EmergencyStore>();

    public static async Task<EmergencyRun> StartAsync(AzuriteFixture azurite, string words, string reason)
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", words));
        var run = new EmergencyRun(clinic, (await clinic.ConversationOf(TestClinic.Patient)).Value, reason)
        {
            Owner = await clinic.SignInAsync(Role.Owner),
            Manager = await clinic.SignInAsync(Role.Manager),
            Member = await clinic.SignInAsync(),
        };
        await run.CallAsync("Assign", run.Manager, json: $$"""{"to":"{{run.Manager.Id}}"}""");
        return run;
    }

    public Task<(int Status, string Body)> CallAsync(
        string function, SignedIn? who = null, string? id = null, string? json = null, string? query = null, string? emergency = null) =>
        FunctionCall.InvokeAsync(
            clinic, HttpFunction.All.Single(f => f.Name == function),
            query ?? (function is "ReadConsents" or "ReadChanges" ? $"?conversation={id ?? conversation}" : null),
            function is "ReadConsents" or "ReadChanges" ? null : id ?? conversation,
            (who ?? Member).Header, json, emergency: emergency);

    public Task<(int Status, string Body)> OpenAsync(SignedIn? who = null, string? id = null, string? reason = null) => CallAsync(
        "BreakGlass", who, json: JsonSerializer.Serialize(new { conversation = id ?? conversation, reason = reason ?? Reason }));

    public Task<(int Status, string Body)> ReviewAsync(EmergencyId id, SignedIn? who = null, string finding = "appropriate") =>
        CallAsync(
            "ReviewEmergency", who ?? Owner, json: JsonSerializer.Serialize(new { finding, note = "a note of ten" }), emergency: id.Value);

    public string Reason => reason;

    public static string Code((int Status, string Body) answer) => answer.Body.Contains("urn:securetext:", StringComparison.Ordinal)
        ? JsonDocument.Parse(answer.Body).RootElement.GetProperty("type").GetString()!.Split(':')[^1]
        : $"{answer.Status}";

    /// <summary>Lets time pass while the member's page stays signed in.</summary>
    public async Task StayAsync(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(10))
        {
            await CallAsync("ReadMe");
            clinic.Time.Advance(left < TimeSpan.FromMinutes(10) ? left : TimeSpan.FromMinutes(10));
        }
    }

    public async Task<TableEntity> RowAsync()
    {
        await foreach (var row in clinic.Storage().Staff.QueryAsync<TableEntity>("PartitionKey eq 'emergency' and RowKey lt 'F'")) return row;
        throw new InvalidOperationException("No grant.");
    }

    public async Task<bool> HasRowAsync()
    {
        await foreach (var _ in clinic.Storage().Staff.QueryAsync<TableEntity>("PartitionKey eq 'emergency' and RowKey lt 'F'")) return true;
        return false;
    }

    public async Task ChangeRowAsync(Action<TableEntity> change)
    {
        var row = await RowAsync();
        var key = row.RowKey;
        change(row);
        var table = clinic.Storage().Staff;
        if (row.RowKey != key) await table.DeleteEntityAsync("emergency", key, ETag.All);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace);
    }

    public ValueTask DisposeAsync() => clinic.DisposeAsync();
}
