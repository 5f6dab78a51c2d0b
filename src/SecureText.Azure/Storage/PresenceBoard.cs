using Azure.Data.Tables;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Who of the staff has which conversation open: one row a person, written over and over, so that the table never grows and
/// one short query reads all of it. Nothing but a courtesy to colleagues stands on it.
/// </summary>
public sealed class PresenceBoard(TableClient table)
{
    private const string Partition = "presence";

    /// <summary>How long somebody counts as present who has not said so again.</summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Somebody has a conversation open. One request.</summary>
    public async Task TellAsync(
        string staffId, ConversationId id, bool typing, DateTimeOffset now, CancellationToken cancellationToken) =>
        await table.UpsertEntityAsync(
            new TableEntity(Partition, staffId) { ["Conversation"] = id.Value, ["Typing"] = typing, ["At"] = now },
            TableUpdateMode.Replace, cancellationToken);

    /// <summary>The others who have it open. One request.</summary>
    public async Task<IReadOnlyList<Presence>> OthersAsync(
        string staffId, ConversationId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var others = new List<Presence>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Conversation eq {id.Value}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (row.RowKey != staffId && row.Time("At") is { } at && now - at < Lasts)
                others.Add(new Presence(row.RowKey, row.GetBoolean("Typing") ?? false));
        }

        return others;
    }
}

/// <summary>A colleague who has the conversation open.</summary>
public sealed record Presence(string StaffId, bool Typing);
