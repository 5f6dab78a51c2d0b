using Azure.Data.Tables;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>A line of the inbox, still sealed.</summary>
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
    byte[]? NameBox)
{
    internal static TableEntity ToEntity(
        string partition, string rowKey, ConversationId id, ConversationHead head, byte[] contactBox, byte[]? nameBox)
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
        return entity;
    }

    internal static InboxRow From(TableEntity entity) => new(
        entity.RowKey,
        ConversationId.Parse(entity.Text("Conversation")),
        entity.Time("LastActivityAt") ?? throw new InvalidDataException("An inbox row lacks LastActivityAt."),
        entity.GetInt32("Unread") ?? 0,
        entity.GetBoolean("Unanswered") ?? false,
        entity.GetBoolean("Urgent") ?? false,
        Enum.Parse<ConversationStatus>(entity.Text("Status")),
        entity.GetString("AssignedTo"),
        ConsentState.Parse(entity.Text("Consent")),
        entity.GetBinary("Contact") ?? throw new InvalidDataException("An inbox row lacks Contact."),
        entity.GetBinary("Name"));
}
