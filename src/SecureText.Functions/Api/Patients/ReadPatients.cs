using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Api.Patients;

/// <summary>
/// <c>GET /api/conversations/{id}/patients</c>: whose number it is, as staff have said. Two and more: a shared number.
/// </summary>
public sealed class ReadPatients(PatientRecords patients, ConversationDoor door, IJournal journal, TimeProvider time)
{
    /// <summary>Opens them and shows them only after the journal has it (P2).</summary>
    [Function(nameof(ReadPatients))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/patients")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        if (await patients.ReadAsync(conversation, cancellationToken) is not { } all) return Problems.NotFound;
        var entry = new AuditEntry(
            time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "patient.read", [conversation.Value],
            all.Any(known => known.Record is null) ? "damaged" : "done", RequestId.Of(request));
        await journal.AppendAsync(entry, cancellationToken);
        return ApiJson.Ok(new Listing([.. all.Select(Item.Of)]));
    }

    private sealed record Listing(IReadOnlyList<Item> Items);

    private sealed record Item(string Id, string DisplayName, DateOnly? DateOfBirth, string Language, bool Damaged)
    {
        public static Item Of(PatientRecords.Listed known) => new(
            known.Id, known.DisplayName, known.Record?.DateOfBirth, (known.Record?.Language ?? default).Code(), known.Record is null);
    }
}
