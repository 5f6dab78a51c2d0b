using Microsoft.AspNetCore.Http;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Sending;

namespace SecureText.Api.Conversations;

/// <summary>Turns what came of a staff text into an answer.</summary>
internal static class SendResults
{
    public static IResult Of(ConversationId conversation, StaffSend sent) => sent switch
    {
        StaffSend.Taken(var id, var report) => ApiJson.Ok(
            new Accepted(id.Value, conversation.Value, report.Status, report.DeferredUntil), 202),
        StaffSend.Refused(var reason, var findings) => Of(reason, findings),
        StaffSend.KeyReused => Problems.KeyReused,
        StaffSend.NotYours => Problems.NotYours,
        _ => Problems.NotFound,
    };

    public static IResult Of(SendReason reason, IReadOnlyList<GateFinding> findings) => IsConsent(reason)
        ? Problems.Conflict(reason.Code, reason.Text)
        : Problems.Unprocessable(reason.Code, reason.Text, findings);

    private static bool IsConsent(SendReason reason) =>
        reason == SendReason.ConsentMissing || reason == SendReason.ConsentWithdrawn || reason == SendReason.ConsentPaused;

    private sealed record Accepted(
        string Id, string ConversationId, MessageStatus? Status, DateTimeOffset? DeferredUntil);
}
