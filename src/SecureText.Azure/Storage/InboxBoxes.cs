using System.Text.Json;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Seals what a line of the inbox shows. One data key serves all conversations of a process and day, so that a cold page
/// of the inbox needs a few unwraps and not one for each line. A box is bound to its conversation, not to its row:
/// the head and the rows of the index carry the same box, copied without opening it.
/// </summary>
public sealed class InboxBoxes(TableClient keys, WritingKeys writingKeys, DataKeyCache cache, IRandomSource random)
{
    private const string TableName = "Inbox";
    private readonly ScopeBoxes boxes = new(keys, writingKeys, cache, random, "inbox");

    /// <summary>Seals number and preview. No storage request, but for the first of a process and day.</summary>
    public Task<byte[]> SealContactAsync(ConversationId id, InboxContact contact, CancellationToken cancellationToken) =>
        boxes.SealAsync(Context(id, "contact"), JsonSerializer.Serialize(contact), cancellationToken);

    /// <summary>Seals the names of the patients whose number it is.</summary>
    public Task<byte[]> SealNamesAsync(
        ConversationId id, IReadOnlyList<InboxName> names, CancellationToken cancellationToken) =>
        boxes.SealAsync(Context(id, "names"), JsonSerializer.Serialize(names), cancellationToken);

    /// <summary>Opens number and preview.</summary>
    /// <exception cref="SealBrokenException">The box was changed or belongs to another conversation.</exception>
    public async Task<InboxContact> OpenContactAsync(ConversationId id, byte[] box, CancellationToken cancellationToken) =>
        Parse<InboxContact>(await boxes.OpenAsync(Context(id, "contact"), box, cancellationToken));

    /// <summary>Opens the names, in the order in which staff gave them, with the mark of one who was taken off.</summary>
    /// <exception cref="SealBrokenException">The box was changed or belongs to another conversation.</exception>
    public async Task<IReadOnlyList<InboxName>> OpenNamesAsync(
        ConversationId id, byte[] box, CancellationToken cancellationToken) =>
        Parse<List<InboxName>>(await boxes.OpenAsync(Context(id, "names"), box, cancellationToken));

    /// <summary>The number; null when it does not open.</summary>
    public async Task<string?> FindNumberAsync(ConversationId id, HeadRow head, CancellationToken cancellationToken)
    {
        try
        {
            return (await OpenContactAsync(id, head.ContactBox, cancellationToken)).Number;
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    /// <summary>The names; empty when nobody is named, null when they do not open.</summary>
    public async Task<IReadOnlyList<InboxName>?> FindNamesAsync(ConversationId id, HeadRow head, CancellationToken cancellationToken)
    {
        try
        {
            return head.NameBox is { } box ? await OpenNamesAsync(id, box, cancellationToken) : [];
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    /// <summary>Seals the same number with another preview.</summary>
    /// <exception cref="SealBrokenException">The box was changed or belongs to another conversation.</exception>
    public async Task<byte[]> SealPreviewAsync(ConversationId id, HeadRow head, string words, CancellationToken cancellationToken)
    {
        var contact = await OpenContactAsync(id, head.ContactBox, cancellationToken);
        return await SealContactAsync(id, contact with { Preview = InboxContact.PreviewOf(words) }, cancellationToken);
    }

    private static SealContext Context(ConversationId id, string field) => new(TableName, id.Value, "H", field);

    private static T Parse<T>(string json) =>
        JsonSerializer.Deserialize<T>(json) ?? throw new SealBrokenException(SealBreak.Malformed);
}
