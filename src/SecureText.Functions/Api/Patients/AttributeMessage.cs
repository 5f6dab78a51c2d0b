using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Patients;

/// <summary>
/// <c>POST /api/conversations/{id}/messages/{message}/patient</c> with <c>{patientId}</c>: staff say whose text it is, or take that
/// back with null. "A number that two patients share is never attached to one by guess."
/// </summary>
public sealed class AttributeMessage(
    ConversationStore store, PatientRecords patients, ConversationDoor door, IJournal journal, TimeProvider time)
{
    /// <summary>204 when it is stored.</summary>
    [Function(nameof(AttributeMessage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/messages/{message}/patient")] HttpRequest request,
        string id,
        string message,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation) || !MessageId.TryParse(message, out var messageId)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<Body>(request, cancellationToken);
        if (body is null || !ApiJson.TryReadText(body.PatientId, out var patient))
            return Problems.BadRequest("Send {patientId}: a patient of this conversation, or null for nobody.");
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        while (true)
        {
            var (head, row, _) = await store.FindMessageAsync(conversation, messageId, cancellationToken);
            if (head is null || row is not { IsWhole: true }) return Problems.NotFound;
            if (row.Message.Channel != MessageChannel.Sms)
                return Problems.Conflict("not-a-text", "Only of a text can it be said whose it is. What came by the link says it itself.");
            if (patient is not null && !await IsKnownAsync(conversation, head, patient, cancellationToken))
                return Problems.Conflict("patient-unknown", "This patient is not of this number (any more). Open the conversation again.");

            // Before it is stored: a change that the journal does not know must not come about.
            await JournalAsync("attempted");
            if (!await store.UpdateMessageAsync(conversation, row, row.Message with { PatientId = patient }, cancellationToken)) continue;
            await JournalAsync("done");
            return Results.NoContent();
        }

        Task JournalAsync(string outcome) => journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, "message.patient", [conversation.Value], outcome,
                RequestId.Of(request), $"{messageId.Value}|{patient ?? "nobody"}"),
            cancellationToken);
    }

    private async Task<bool> IsKnownAsync(
        ConversationId conversation, HeadRow head, string patient, CancellationToken cancellationToken) =>
        await patients.NamesAsync(conversation, head, cancellationToken) is { } names && names.Any(name => name.PatientId == patient);

    private sealed record Body(JsonElement PatientId);
}
