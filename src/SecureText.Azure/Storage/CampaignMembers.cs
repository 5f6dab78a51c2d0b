using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// What the figures are counted from: a row for each journey in the partition of its campaign, with what became of each text in
/// clear and the journey's state sealed. Derived: nothing is decided by it.
/// </summary>
public sealed class CampaignMembers(TableClient table, ScopeBoxes boxes)
{
    private const string Prefix = "J|";
    private const string After = "J}";
    private const string TextPrefix = "S_";

    // What the carrier says in the end stands apart: whoever tells that a text was sent may be overtaken by its report.
    private const string ReportPrefix = "R_";
    private const string Field = "state";

    /// <summary>Writes where a journey stands, and leaves what became of its texts. One request.</summary>
    /// <param name="member">The row; texts that it names are written over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SaveAsync(CampaignMember member, CancellationToken cancellationToken)
    {
        var row = Prefix + member.Journey.Value;
        var entity = new TableEntity(member.Campaign, row)
        {
            ["Conversation"] = member.Conversation.Value,
            ["Patient"] = member.PatientId,
            ["Occasion"] = member.Occasion,
        };
        entity.SetUnlessNull("EnrolledAt", member.EnrolledAt);
        entity.SetUnlessNull("WakeAt", member.WakeAt);
        entity["Suppressed"] = member.Suppressed ?? "";
        if (member.State is { } state)
        {
            var box = await boxes.SealAsync(Context(member.Campaign, row), JsonSerializer.Serialize(state), cancellationToken);
            entity["State"] = box;
        }

        foreach (var (key, status) in member.Texts) entity[PropertyOf(key, IsReport(status))] = status;
        await table.UpsertEntityAsync(entity, TableUpdateMode.Merge, cancellationToken);
    }

    /// <summary>Writes why no journey began; a row that is there already stays as it is. One request.</summary>
    public async Task AddAsync(CampaignMember member, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(
                new TableEntity(member.Campaign, Prefix + member.Journey.Value)
                {
                    ["Conversation"] = member.Conversation.Value,
                    ["Patient"] = member.PatientId,
                    ["Occasion"] = member.Occasion,
                    ["EnrolledAt"] = member.EnrolledAt,
                    ["Suppressed"] = member.Suppressed ?? "",
                },
                cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsThere())
        {
            // The first reason stays, and what has begun since counts for more.
        }
    }

    /// <summary>Writes what became of a text: <c>queued</c>, <c>sent</c>, <c>delivered</c>, <c>failed:4006</c>, <c>suppressed:consent-missing</c>. One request.</summary>
    public Task MarkAsync(string campaign, JourneyId journey, string key, string status, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(
            new TableEntity(campaign, Prefix + journey.Value) { [PropertyOf(key, IsReport(status))] = status }, TableUpdateMode.Merge, cancellationToken);

    /// <summary>Rows in the order of their journeys. One range query a page.</summary>
    public async Task<(IReadOnlyList<CampaignMember> Items, string? Cursor)> ReadAsync(
        string campaign, string? cursor, int take, CancellationToken cancellationToken)
    {
        var items = new List<CampaignMember>();
        var from = cursor is null ? Prefix : cursor + "!";
        await foreach (var entity in table.RangeAsync(campaign, from, After, cancellationToken, Math.Min(take + 1, 1000)))
        {
            if (items.Count == take) return (items, Prefix + items[^1].Journey.Value);
            if (await ReadAsync(entity, cancellationToken) is { } member) items.Add(member);
        }

        return (items, null);
    }

    // Only a status can come before its row: then nothing says yet whose it is.
    private async Task<CampaignMember?> ReadAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        if (!JourneyId.TryParse(entity.RowKey[Prefix.Length..], out var journey)
            || !ConversationId.TryParse(entity.TryText("Conversation"), out var conversation)) return null;
        return new CampaignMember
        {
            Campaign = entity.PartitionKey,
            Journey = journey,
            Conversation = conversation,
            PatientId = entity.TryText("Patient") ?? "",
            Occasion = entity.TryText("Occasion") ?? "",
            EnrolledAt = entity.TryTime("EnrolledAt"),
            WakeAt = entity.TryTime("WakeAt"),
            Suppressed = entity.TryText("Suppressed") is { Length: > 0 } code ? code : null,
            State = await OpenAsync(entity, cancellationToken),
            Texts = TextsOf(entity),
        };
    }

    private static Dictionary<string, string> TextsOf(TableEntity entity)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var prefix in new[] { TextPrefix, ReportPrefix })
        {
            foreach (var (name, value) in entity.Where(property => property.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                if (value is string { Length: > 0 } status) texts[KeyOf(name)] = status;
            }
        }

        return texts;
    }

    private async Task<JourneyState?> OpenAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        if (entity.TryBinary("State") is not { Length: > 0 } box) return null;
        try
        {
            return JsonSerializer.Deserialize<JourneyState>(
                await boxes.OpenAsync(Context(entity.PartitionKey, entity.RowKey), box, cancellationToken));
        }
        catch (Exception e) when (e is SealBrokenException or JsonException)
        {
            return null;
        }
    }

    // A property's name takes no hyphen, and a key has no underscore.
    private static string PropertyOf(string key, bool isReport) => (isReport ? ReportPrefix : TextPrefix) + key.Replace('-', '_');

    private static bool IsReport(string status) =>
        status == "delivered" || status.StartsWith("failed:", StringComparison.Ordinal);

    private static string KeyOf(string property) => property[TextPrefix.Length..].Replace('_', '-');

    private static SealContext Context(string campaign, string row) => new("Campaigns", campaign, row, Field);
}

/// <summary>A journey as a member of its campaign.</summary>
public sealed record CampaignMember
{
    /// <summary>The campaign.</summary>
    public required string Campaign { get; init; }

    /// <summary>The journey.</summary>
    public required JourneyId Journey { get; init; }

    /// <summary>Whose number.</summary>
    public required ConversationId Conversation { get; init; }

    /// <summary>Whose of them.</summary>
    public required string PatientId { get; init; }

    /// <summary>Id of the occasion.</summary>
    public required string Occasion { get; init; }

    /// <summary>When it was taken in; null when the write leaves that alone.</summary>
    public DateTimeOffset? EnrolledAt { get; init; }

    /// <summary>When the journey looks again by itself.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Why no journey began, as <c>no-conversation</c>; null when one did.</summary>
    public string? Suppressed { get; init; }

    /// <summary>Where the journey is; personal. Null when none began, or when the box was changed.</summary>
    public JourneyState? State { get; init; }

    /// <summary>What became of its texts, by key.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>Takes back what an earlier try of the same step wrote of texts that this one does not have.</summary>
    public CampaignMember Untold(IEnumerable<string> keys) =>
        this with { Texts = keys.ToDictionary(key => key, key => Texts.GetValueOrDefault(key, ""), StringComparer.Ordinal) };

    /// <summary>Shows the opaque id only.</summary>
    public override string ToString() => Journey.ToString();
}
