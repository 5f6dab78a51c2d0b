using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>A journey as it is stored: ids in clear, the state with its answers sealed.</summary>
public sealed record StoredJourney
{
    /// <summary>Its name.</summary>
    public required JourneyId Id { get; init; }

    /// <summary>Opaque id of the campaign that began it.</summary>
    public required string Campaign { get; init; }

    /// <summary>Id of the playbook.</summary>
    public required string Playbook { get; init; }

    /// <summary>What it is about.</summary>
    public required OccasionKind Kind { get; init; }

    /// <summary>Which one.</summary>
    public required string Occasion { get; init; }

    /// <summary>Whose.</summary>
    public required string PatientId { get; init; }

    /// <summary>When the occasion was, when the journey last looked.</summary>
    public required DateTimeOffset OccasionAt { get; init; }

    /// <summary>The newest message that it has read.</summary>
    public MessageId? ReadTo { get; init; }

    /// <summary>Its texts of which nobody knows yet what became of them.</summary>
    public IReadOnlyList<PendingText> Pending { get; init; } = [];

    /// <summary>When it looks again by itself.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Counts the changes.</summary>
    public long Version { get; init; }

    /// <summary>Where it is; personal.</summary>
    public required JourneyState State { get; init; }

    /// <summary>Shows the opaque id only.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>A text of a journey that is on its way.</summary>
/// <param name="Key">Its key within the journey.</param>
/// <param name="Message">Its row.</param>
public sealed record PendingText(string Key, MessageId Message);

/// <summary>A journey's row as it was read.</summary>
/// <param name="Journey">Null when the row was changed by somebody without the key.</param>
/// <param name="ETag">For the next write.</param>
public sealed record JourneyRow(StoredJourney? Journey, ETag ETag)
{
    internal const string StateField = "journey";

    internal static TableEntity ToEntity(RowSeal seal, string partition, StoredJourney journey, byte[] state)
    {
        var entity = new TableEntity(partition, RowKeys.Journey(journey.Id))
        {
            ["Campaign"] = journey.Campaign,
            ["Playbook"] = journey.Playbook,
            ["Kind"] = journey.Kind.ToString(),
            ["Occasion"] = journey.Occasion,
            ["Patient"] = journey.PatientId,
            ["OccasionAt"] = journey.OccasionAt,
            ["Status"] = journey.State.Status.ToString(),
            ["Version"] = journey.Version,
            ["State"] = state,
        };
        entity.SetUnlessNull("ReadTo", journey.ReadTo?.Value);
        entity.SetUnlessNull("WakeAt", journey.WakeAt);
        if (journey.Pending.Count > 0)
            entity["Pending"] = string.Join('\n', journey.Pending.Select(text => $"{text.Message.Value} {text.Key}"));
        return seal.Sign(entity);
    }

    internal static async Task<JourneyRow> FromAsync(
        RowSeal seal, SealedTexts texts, ConversationId id, TableEntity entity, WrappedKeys keys, CancellationToken cancellationToken)
    {
        if (!seal.IsWhole(entity) || !JourneyId.TryParse(entity.RowKey[2..], out var journey)) return new JourneyRow(null, entity.ETag);
        try
        {
            var json = await texts.OpenAsync(id, entity.RowKey, StateField, entity.TryBinary("State"), keys, cancellationToken);
            if (JsonSerializer.Deserialize<JourneyState>(json) is not { } state) return new JourneyRow(null, entity.ETag);
            return new JourneyRow(Read(entity, journey, state), entity.ETag);
        }
        catch (Exception e) when (e is SealBrokenException or JsonException)
        {
            return new JourneyRow(null, entity.ETag);
        }
    }

    private static StoredJourney Read(TableEntity entity, JourneyId journey, JourneyState state) => new()
    {
        Id = journey,
        Campaign = entity.Text("Campaign"),
        Playbook = entity.Text("Playbook"),
        Kind = Enum.Parse<OccasionKind>(entity.Text("Kind")),
        Occasion = entity.Text("Occasion"),
        PatientId = entity.Text("Patient"),
        OccasionAt = entity.Time("OccasionAt") ?? throw new InvalidDataException("A journey's row lacks OccasionAt."),
        ReadTo = entity.GetString("ReadTo") is { } to
            ? MessageId.TryParse(to, out var id) ? id : throw new InvalidDataException("A journey's row has a wrong message.")
            : null,
        Pending = [.. (entity.GetString("Pending") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(PendingOf)],
        WakeAt = entity.Time("WakeAt"),
        Version = entity.Long("Version"),
        State = state,
    };

    private static PendingText PendingOf(string line) => line.Split(' ', 2) is [var message, var key] && MessageId.TryParse(message, out var id)
        ? new PendingText(key, id)
        : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"A journey's row has a wrong text."));
}
