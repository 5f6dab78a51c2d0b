using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;

namespace SecureText.Portal;

/// <summary>One message as the patient sees it, opened. Personal.</summary>
/// <param name="Message">The facts.</param>
/// <param name="Text">The words; null for a form, for a file, and when they do not open.</param>
/// <param name="FormTitle">Title of a filled-in form.</param>
/// <param name="FileNames">Names of its files.</param>
public sealed record PatientMessage(Message Message, string? Text, string? FormTitle, IReadOnlyList<string?> FileNames);

/// <summary>
/// The thread as its patient may see it: what was written behind the link for and by him, and the texts of a number that
/// is his alone or that staff said are his. Never notes, codes, links, or a word of somebody who shares the number.
/// </summary>
public sealed partial class PatientThread(
    ConversationStore store, SealedTexts texts, PatientRecords patients, IJournal journal, TimeProvider time, ILogger<PatientThread> logger)
{
    private const int Newest = 100;

    /// <summary>The newest messages, newest first; journaled before anything is shown (P2), then marked as opened.</summary>
    public async Task<IReadOnlyList<PatientMessage>> ReadAsync(
        PatientSession session, string correlation, CancellationToken cancellationToken)
    {
        var id = session.Conversation;
        var page = await store.ReadAsync(id, null, Newest, cancellationToken);
        var isAlone = await patients.CountAsync(id, cancellationToken) == 1;
        var rows = page.Messages.Where(row => row.IsWhole && IsHis(row.Message, session.PatientId, isAlone)).ToList();
        var items = new List<PatientMessage>();
        foreach (var row in rows) items.Add(await OpenAsync(id, row, page.Keys, cancellationToken));
        var entry = new AuditEntry(
            time.GetUtcNow(), session.Actor, "portal.read", [id.Value], page.IsDamaged ? "damaged" : "done", correlation);
        await journal.AppendAsync(entry, cancellationToken);
        foreach (var row in rows.Where(row => row.Message.Status == MessageStatus.Posted))
        {
            // One that was changed meanwhile is marked at the next look.
            var opened = row.Message with { Status = row.Message.Status.Next(MessageEvent.Open) };
            await store.UpdateMessageAsync(id, row, opened, cancellationToken);
        }

        return items;
    }

    /// <summary>Whether a message is for the eyes of one patient.</summary>
    internal static bool IsHis(Message message, string patientId, bool isAlone) => message switch
    {
        { Channel: MessageChannel.Portal, Status: MessageStatus.Suppressed } => false,
        { Channel: MessageChannel.Portal } => message.PatientId == patientId,
        { Channel: not MessageChannel.Sms } => false,
        { Purpose: SendPurpose.OneTimeCode or SendPurpose.SecureLink } => false,
        { Status: not (MessageStatus.Received or MessageStatus.Sent or MessageStatus.Delivered) } => false,
        { PatientId: { } named } => named == patientId,
        _ => isAlone,
    };

    private async Task<PatientMessage> OpenAsync(
        ConversationId id, MessageRow row, WrappedKeys keys, CancellationToken cancellationToken)
    {
        var message = row.Message;
        try
        {
            var text = await texts.OpenAsync(id, row, keys, cancellationToken);
            var names = await texts.OpenFilesAsync(id, row, keys, cancellationToken);
            return message.Kind == MessageKind.Form
                ? new PatientMessage(message, null, FormAnswers.Read(text)?.Title ?? "", [.. names])
                : new PatientMessage(message, text.Value.Length == 0 ? null : SecretLink.Hide(text.Value), null, [.. names]);
        }
        catch (SealBrokenException e)
        {
            LogDamaged(message.Id.Value, id.Value, e.Reason);
            return new PatientMessage(message, null, null, [.. message.Attachments.Select(_ => (string?)null)]);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Message {MessageId} of conversation {Conversation} does not open ({Reason}).")]
    private partial void LogDamaged(string messageId, string conversation, SealBreak reason);
}
