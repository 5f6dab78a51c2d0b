using System.Globalization;
using Azure;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Storage;

/// <summary>A link as it stands in the table: ids, times, counters and hashes under the seal of the row.</summary>
/// <param name="Link">The link.</param>
/// <param name="ETag">For the next write.</param>
public sealed record PortalLinkRow(PortalLink Link, ETag ETag)
{
    internal const string RowKey = "link";

    internal static TableEntity ToEntity(RowSeal seal, PortalLink link)
    {
        var entity = new TableEntity(link.Id.Value, RowKey)
        {
            ["Conversation"] = link.Conversation.Value,
            ["Patient"] = link.PatientId,
            ["Kind"] = link.Kind.ToString(),
            ["Message"] = link.Message.Value,
            ["CreatedBy"] = link.CreatedBy,
            ["CreatedAt"] = link.CreatedAt,
            ["ExpiresAt"] = link.ExpiresAt,
            ["Language"] = link.Language.ToString(),
            ["Tries"] = link.Tries,
            ["CodesSentAt"] = string.Join(
                ',', link.CodesSentAt.Select(at => at.UtcTicks.ToString(CultureInfo.InvariantCulture))),
        };
        entity.SetUnlessNull("Form", link.Form);
        entity.SetUnlessNull("Posted", link.Posted?.Value);
        entity.SetUnlessNull("RevokedAt", link.RevokedAt);
        entity.SetUnlessNull("ProvenAt", link.ProvenAt);
        entity.SetUnlessNull("LastOpenedAt", link.LastOpenedAt);
        entity.SetUnlessNull("Code", link.Code?.Hash);
        entity.SetUnlessNull("CodeGoodUntil", link.Code?.GoodUntil);
        entity.SetUnlessNull("ProvenDate", link.ProvenDate);
        entity.SetUnlessNull("Session", link.Session?.Hash);
        entity.SetUnlessNull("SessionStartedAt", link.Session?.StartedAt);
        entity.SetUnlessNull("SessionSeenAt", link.Session?.SeenAt);
        return seal.Sign(entity);
    }

    /// <summary>Reads a row; null when somebody without the key has changed it: such a link opens nothing.</summary>
    internal static PortalLinkRow? From(RowSeal seal, TableEntity entity) =>
        seal.IsWhole(entity) && LinkId.TryParse(entity.PartitionKey, out var id)
            ? new PortalLinkRow(Read(id, entity), entity.ETag)
            : null;

    private static PortalLink Read(LinkId id, TableEntity entity) => new()
    {
        Id = id,
        Conversation = ConversationId.Parse(entity.Text("Conversation")),
        PatientId = entity.Text("Patient"),
        Kind = Enum.Parse<LinkKind>(entity.Text("Kind")),
        Form = entity.GetString("Form"),
        Message = MessageId.TryParse(entity.Text("Message"), out var message) ? message : throw Lacks("Message"),
        Posted = MessageId.TryParse(entity.GetString("Posted"), out var posted) ? posted : null,
        CreatedBy = entity.Text("CreatedBy"),
        CreatedAt = entity.Time("CreatedAt") ?? throw Lacks("CreatedAt"),
        ExpiresAt = entity.Time("ExpiresAt") ?? throw Lacks("ExpiresAt"),
        Language = Enum.Parse<Language>(entity.Text("Language")),
        Tries = entity.GetInt32("Tries") ?? throw Lacks("Tries"),
        RevokedAt = entity.Time("RevokedAt"),
        ProvenAt = entity.Time("ProvenAt"),
        LastOpenedAt = entity.Time("LastOpenedAt"),
        ProvenDate = entity.GetBinary("ProvenDate"),
        CodesSentAt =
        [
            .. entity.Text("CodesSentAt").Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(ticks => new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)),
        ],
        Code = entity.GetBinary("Code") is { } code
            ? new StoredCode(code, entity.Time("CodeGoodUntil") ?? throw Lacks("CodeGoodUntil"))
            : null,
        Session = entity.GetBinary("Session") is { } session
            ? new StoredSession(
                session,
                entity.Time("SessionStartedAt") ?? throw Lacks("SessionStartedAt"),
                entity.Time("SessionSeenAt") ?? throw Lacks("SessionSeenAt"))
            : null,
    };

    private static InvalidDataException Lacks(string property) => new($"A link row lacks {property}.");
}
