using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>
/// Sends a one-time code to the number of a link's conversation, as any other text: outbox first, then the sender, which
/// asks consent anew. The preview of the inbox does not change, so the code shows nowhere but on the patient's phone.
/// </summary>
public sealed class PortalCodes(
    ClinicProfile clinic,
    ClinicSettingsSource settings,
    ConversationStore store,
    InboxBoxes boxes,
    DueWork due,
    Sender sender,
    TimeProvider time)
{
    /// <summary>Sends a code.</summary>
    /// <returns>The last two digits of the number; null when the code may not or could not be sent.</returns>
    public async Task<string?> SendAsync(PortalLink link, OneTimeCode code, CancellationToken cancellationToken)
    {
        var id = link.Conversation;
        var words = (await settings.CurrentAsync(cancellationToken)).Templates.OneTimeCode.In(link.Language);
        var text = new MessageText(words
            .Replace("{clinic}", clinic.Name.Value, StringComparison.Ordinal)
            .Replace("{code}", code.Value, StringComparison.Ordinal));
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } before) return null;
            var number = (await boxes.OpenContactAsync(id, before.ContactBox, cancellationToken)).Number;
            var now = time.GetUtcNow();
            var messageId = MessageId.For(now, $"code|{link.Id.Value}|{link.CodesSentAt[^1].UtcTicks}");
            await due.PromiseAsync(new DueItem(now + DueWork.Grace, id, messageId), cancellationToken);
            var change = ConversationChange.Of(id, before, before.Head) with
            {
                Messages =
                [
                    new MessageDraft(
                        messageId, now, MessageStatus.Queued, text, "system", SendPurpose.OneTimeCode,
                        MessageClass.Conversation, []) { PatientId = link.PatientId },
                ],
            };
            if (await store.CommitAsync(change, cancellationToken) == CommitOutcome.Conflict) continue;
            var report = await sender.SendAsync(id, messageId, cancellationToken, isPromised: true);
            return report.Status is MessageStatus.Suppressed or MessageStatus.Failed or MessageStatus.Unknown or null
                ? null
                : number[^2..];
        }
    }
}
