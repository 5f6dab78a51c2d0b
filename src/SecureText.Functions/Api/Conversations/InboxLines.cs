using Microsoft.Extensions.Logging;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>Opens lines of the inbox. A damaged one is shown as such; the page does not fail for it (S9).</summary>
public sealed partial class InboxLines(InboxBoxes boxes, ILogger<InboxLines> logger)
{
    /// <summary>Opens one line.</summary>
    public async Task<ConversationItem> OpenAsync(InboxRow row, CancellationToken cancellationToken)
    {
        InboxContact? contact = null;
        InboxName? name = null;
        try
        {
            if (!row.IsWhole) throw new SealBrokenException(SealBreak.Altered);
            contact = await boxes.OpenContactAsync(row.Id, row.ContactBox, cancellationToken);
            name = row.NameBox is null ? null : await boxes.OpenNameAsync(row.Id, row.NameBox, cancellationToken);
        }
        catch (SealBrokenException e)
        {
            LogDamaged(row.Id.Value, e.Reason);
        }

        return new ConversationItem(
            row.Id.Value,
            contact?.Number,
            name is null ? null : new PatientItem(name.PatientId, name.DisplayName),
            contact?.Preview,
            row.LastActivityAt,
            row.Unread,
            row.Unanswered,
            row.Urgent,
            row.Status,
            row.AssignedTo,
            ConsentItem.Of(row.Consent),
            contact is null || (row.NameBox is not null && name is null));
    }

    [LoggerMessage(1, LogLevel.Error, "The inbox line of conversation {Conversation} does not open ({Reason}).")]
    private partial void LogDamaged(string conversation, SealBreak reason);
}
