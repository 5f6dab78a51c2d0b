using Azure.Data.Tables;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>A line of the inbox, still sealed. One that is not whole was changed by somebody without the key.</summary>
public sealed record InboxRow(
    string RowKey,
    ConversationId Id,
    DateTimeOffset LastActivityAt,
    int Unread,
    bool Unanswered,
    bool Urgent,
    ConversationStatus Status,
    string? AssignedTo,
    ConsentState Consent,
    byte[] ContactBox,
    byte[]? NameBox,
    bool IsWhole)
{
    internal static TableEntity ToEntity(
        RowSeal seal, string partition, string rowKey, ConversationId id, ConversationHead head, byte[] contactBox, byte[]? nameBox)
    {
        var entity = new TableEntity(partition, rowKey)
        {
            ["Conversation"] = id.Value,
            ["LastActivityAt"] = head.LastActivityAt,
            ["Unread"] = head.Unread,
            ["Unanswered"] = head.UnansweredSince is not null,
            ["Urgent"] = head.Urgent,
            ["Status"] = head.Status.ToString(),
            ["Consent"] = head.Consent.Format(),
            ["Contact"] = contactBox,
        };
        entity.SetUnlessNull("AssignedTo", head.AssignedTo);
        entity.SetUnlessNull("Name", nameBox);
        return seal.Sign(entity);
    }

    /// <summary>Reads a row; null when it does not even name a conversation.</summary>
    internal static InboxRow? From(RowSeal seal, TableEntity entity)
    {
        if (!ConversationId.TryParse(entity.TryText("Conversation"), out var id)) return null;
        return seal.IsWhole(entity) ? Read(id, entity) : Distrusted(id, entity);
    }

    private static InboxRow Read(ConversationId id, TableEntity entity) => new(
        entity.RowKey,
        id,
        entity.Time("LastActivityAt") ?? throw new InvalidDataException("An inbox row lacks LastActivityAt."),
        entity.GetInt32("Unread") ?? 0,
        entity.GetBoolean("Unanswered") ?? false,
        entity.GetBoolean("Urgent") ?? false,
        Enum.Parse<ConversationStatus>(entity.Text("Status")),
        entity.GetString("AssignedTo"),
        ConsentState.Parse(entity.Text("Consent")),
        entity.GetBinary("Contact") ?? [],
        entity.GetBinary("Name"),
        IsWhole: true);

    private static InboxRow Distrusted(ConversationId id, TableEntity entity) => new(
        entity.RowKey, id, entity.TryTime("LastActivityAt") ?? DateTimeOffset.UnixEpoch, 0, false, true,
        ConversationStatus.Open, null, ConsentState.Empty, [], null, IsWhole: false);
}
