using Microsoft.Extensions.Logging;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>Opens lines of the inbox. A damaged one is shown as such; the page does not fail for it (S9).</summary>
public sealed partial class InboxLines(InboxBoxes boxes, ILogger<InboxLines> logger)
{
    /// <summary>Opens one line.</summary>
    public Task<ConversationItem> OpenAsync(InboxRow row, CancellationToken cancellationToken) => OpenAsync(
        row.Id, row.IsWhole, row.ContactBox, row.NameBox,
        new ConversationItem(
            row.Id.Value, null, [], null, row.LastActivityAt, row.Unread, row.Unanswered, row.Urgent, row.Status,
            row.AssignedTo, ConsentItem.Of(row.Consent), Damaged: true),
        cancellationToken);

    /// <summary>Opens a head: the same line, newer than the inbox may be.</summary>
    public Task<ConversationItem> OpenAsync(ConversationId id, HeadRow row, CancellationToken cancellationToken) => OpenAsync(
        id, row.IsWhole, row.ContactBox, row.NameBox,
        new ConversationItem(
            id.Value, null, [], null, row.Head.LastActivityAt, row.Head.Unread, row.Head.UnansweredSince is not null,
            row.Head.Urgent, row.Head.Status, row.Head.AssignedTo, ConsentItem.Of(row.Head.Consent), Damaged: true),
        cancellationToken);

    private async Task<ConversationItem> OpenAsync(
        ConversationId id, bool isWhole, byte[] contactBox, byte[]? nameBox, ConversationItem item, CancellationToken cancellationToken)
    {
        try
        {
            if (!isWhole) throw new SealBrokenException(SealBreak.Altered);
            var contact = await boxes.OpenContactAsync(id, contactBox, cancellationToken);
            item = item with { Number = contact.Number, Preview = contact.Preview };
            if (nameBox is not null)
            {
                var names = await boxes.OpenNamesAsync(id, nameBox, cancellationToken);
                item = item with { Patients = [.. names.Where(name => !name.Removed).Select(name => new PatientItem(name.PatientId, name.DisplayName))] };
            }

            return item with { Damaged = false };
        }
        catch (SealBrokenException e)
        {
            LogDamaged(id.Value, e.Reason);
            return item;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The inbox line of conversation {Conversation} does not open ({Reason}).")]
    private partial void LogDamaged(string conversation, SealBreak reason);
}
