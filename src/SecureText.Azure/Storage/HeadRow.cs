using System.Globalization;
using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>A conversation's head as it stands in the table.</summary>
/// <param name="Head">What is known without opening anything.</param>
/// <param name="ContactBox">Sealed number and preview, shared with the inbox row as it is.</param>
/// <param name="NameBox">Sealed names of its patients, shared with the inbox row; null when nobody is named.</param>
/// <param name="ETag">For the next write.</param>
/// <param name="IsWhole">False when somebody without the key has changed the row: nothing in it may be trusted.</param>
public sealed record HeadRow(ConversationHead Head, byte[] ContactBox, byte[]? NameBox, ETag ETag, bool IsWhole)
{
    private const long LargestVersion = 100_000_000_000;

    /// <summary>The head, if there is one, and the keys that stand behind it. One range query.</summary>
    internal static async Task<(HeadRow? Head, WrappedKeys Keys)> ReadAsync(
        TableClient table, RowSeal seal, ConversationId id, CancellationToken cancellationToken)
    {
        var (head, keys) = ((HeadRow?)null, new WrappedKeys());
        await foreach (var entity in table.RangeAsync(id.Value, RowKeys.Head, RowKeys.MessagePrefix, cancellationToken))
        {
            if (entity.RowKey == RowKeys.Head) head = From(seal, entity);
            else keys.Add(entity);
        }

        return (head, keys);
    }

    internal static TableEntity ToEntity(
        RowSeal seal, string partition, ConversationHead head, byte[] contactBox, byte[]? nameBox)
    {
        var entity = new TableEntity(partition, RowKeys.Head)
        {
            ["Version"] = head.Version,
            ["Line"] = head.LineId,
            ["LastActivityAt"] = head.LastActivityAt,
            ["Unread"] = head.Unread,
            ["Urgent"] = head.Urgent,
            ["Status"] = head.Status.ToString(),
            ["Consent"] = head.Consent.Format(),
            ["Greeted"] = head.Greeted,
            ["Contact"] = contactBox,
        };
        entity.SetUnlessNull("LastReceivedAt", head.LastReceivedAt);
        entity.SetUnlessNull("UnansweredSince", head.UnansweredSince);
        entity.SetUnlessNull("AssignedTo", head.AssignedTo);
        entity.SetUnlessNull("AfterHoursAnsweredAt", head.AfterHoursAnsweredAt);
        entity.SetUnlessNull("StopConfirmedAt", head.StopConfirmedAt);
        entity.SetUnlessNull("Name", nameBox);
        if (!head.Journeys.IsEmpty) entity["Journeys"] = head.Journeys.Format();
        entity.SetUnlessNull("Asked", head.Asked is { } asked ? StoredQuestion.Format(asked) : null);
        return seal.Sign(entity);
    }

    internal static HeadRow From(RowSeal seal, TableEntity entity)
    {
        var isWhole = seal.IsWhole(entity);
        return new HeadRow(
            isWhole ? Read(entity) : Distrusted(entity),
            entity.TryBinary("Contact"),
            entity.TryBinary("Name") is { Length: > 0 } name ? name : null,
            entity.ETag,
            isWhole);
    }

    // It counts as withdrawn from the moment it was changed, since a STOP may have stood there: only a later START or a
    // form signed since lifts that. A person must look at it.
    private static ConversationHead Distrusted(TableEntity entity) => new()
    {
        Version = Math.Clamp(entity.TryLong("Version") ?? 0, 0, LargestVersion),
        LineId = entity.TryText("Line") ?? "",
        LastActivityAt = entity.TryTime("LastActivityAt") ?? DateTimeOffset.UnixEpoch,
        Urgent = true,
        Consent = ConsentState.Empty.Apply(new ConsentRecord(
            ConsentChange.Withdrawn, [], ConsentSource.Staff, entity.Timestamp ?? DateTimeOffset.UnixEpoch, "system")),
        Greeted = true,
    };

    private static ConversationHead Read(TableEntity entity) => new()
    {
        Version = entity.Long("Version"),
        LineId = entity.Text("Line"),
        LastActivityAt = entity.Time("LastActivityAt") ?? throw Damaged("LastActivityAt"),
        LastReceivedAt = entity.Time("LastReceivedAt"),
        Unread = entity.GetInt32("Unread") ?? throw Damaged("Unread"),
        UnansweredSince = entity.Time("UnansweredSince"),
        Urgent = entity.GetBoolean("Urgent") ?? throw Damaged("Urgent"),
        Status = Enum.Parse<ConversationStatus>(entity.Text("Status")),
        AssignedTo = entity.GetString("AssignedTo"),
        Consent = ConsentState.Parse(entity.Text("Consent")),
        Greeted = entity.GetBoolean("Greeted") ?? throw Damaged("Greeted"),
        AfterHoursAnsweredAt = entity.Time("AfterHoursAnsweredAt"),
        StopConfirmedAt = entity.Time("StopConfirmedAt"),
        Journeys = JourneySet.Parse(entity.GetString("Journeys")),
        Asked = StoredQuestion.Parse(entity.GetString("Asked")),
    };

    private static InvalidDataException Damaged(string property) =>
        new(string.Create(CultureInfo.InvariantCulture, $"A head row lacks {property}."));
}
