using System.Text.Json;
using SecureText.Api;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Sealing;

namespace SecureText.Archive;

/// <summary>Asks the archive's functions as the pages do.</summary>
internal static class ArchiveRun
{
    public static async Task<ConversationId> TextAsync(this TestClinic clinic, string words = "May I come at four?", string number = TestClinic.Patient)
    {
        await clinic.DeliverAsync(AcsJson.Sms($"Incoming_{Guid(clinic)}", words, number, at: clinic.Time.GetUtcNow()));
        return await clinic.ConversationOf(number);
    }

    public static Task<(int Status, string Body)> AskAsync(
        this TestClinic clinic, string function, ConversationId? id = null, object? body = null, string who = Principal.Owner, string? query = null) =>
        FunctionCall.InvokeAsync(
            clinic, HttpFunction.All.Single(one => one.Name == function), query, id?.Value, who,
            body is null ? null : JsonSerializer.Serialize(body));

    public static async Task<JsonElement> RecordAsync(this TestClinic clinic, ConversationId id)
    {
        var (status, body) = await clinic.AskAsync("ReadRecord", id);
        Assert.Equal(200, status);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>Lets the years go by and orders the shredding.</summary>
    public static async Task OrderWhenDueAsync(this TestClinic clinic, ConversationId id)
    {
        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        await clinic.ExportAsync(id);
        Assert.Equal(202, (await clinic.OrderAsync(id)).Status);
    }

    public static async Task ExportAsync(this TestClinic clinic, ConversationId id) =>
        Assert.Equal(200, (await clinic.AskAsync("ExportRecord", id)).Status);

    public static Task<(int Status, string Body)> OrderAsync(this TestClinic clinic, ConversationId id, string lastFour = "0123") =>
        clinic.AskAsync("ShredRecord", id, new { lastFour });

    public static void IsProblem((int Status, string Body) answer, int status, string code)
    {
        Assert.Equal(status, answer.Status);
        Assert.Contains($"\"urn:securetext:{code}\"", answer.Body, StringComparison.Ordinal);
    }

    private static string Guid(TestClinic clinic) => Patients.PatientId.New(clinic.Get<IRandomSource>());
}
