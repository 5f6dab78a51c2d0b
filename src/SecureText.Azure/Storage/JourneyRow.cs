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

    /// <summary>Messages of the patient that it has read, of the newest ones: a text may come after one that was written later.</summary>
    public IReadOnlyList<MessageId> Seen { get; init; } = [];

    /// <summary>Its newest texts, oldest first.</summary>
    public IReadOnlyList<JourneyText> Texts { get; init; } = [];

    /// <summary>When it looks again by itself.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Counts the changes.</summary>
    public long Version { get; init; }

    /// <summary>Where it is; personal.</summary>
    public required JourneyState State { get; init; }

    /// <summary>Shows the opaque id only.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>A text of a journey.</summary>
/// <param name="Message">Its row.</param>
/// <param name="Key">Its key within the journey.</param>
/// <param name="Touch">The touch of the present anchor that it is; null for any other text.</param>
/// <param name="Question">Id of the question that it asks.</param>
/// <param name="IsOpen">Nobody has been told yet what became of it.</param>
public sealed record JourneyText(MessageId Message, string Key, string? Touch, string? Question, bool IsOpen);

/// <summary>A journey's row as it was read.</summary>
/// <param name="Journey">Null when the row was changed by somebody without the key.</param>
/// <param name="ETag">For the next write.</param>
public sealed record JourneyRow(StoredJourney? Journey, ETag ETag)
{
    internal const string StateField = "journey";

    // Which question came after which answer tells the answer, so the texts are sealed with the state (P1).
    internal static string WordsOf(StoredJourney journey) =>
        JsonSerializer.Serialize(new Sealed(journey.State, [.. journey.Texts.Select(StoredText.Of)]));

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
            ["Version"] = journey.Version,
            ["State"] = state,
        };
        entity.SetUnlessNull("WakeAt", journey.WakeAt);
        if (journey.Seen.Count > 0) entity["Seen"] = string.Join('\n', journey.Seen);
        return seal.Sign(entity);
    }

    internal static async Task<JourneyRow> FromAsync(
        RowSeal seal, SealedTexts texts, ConversationId id, TableEntity entity, WrappedKeys keys, CancellationToken cancellationToken)
    {
        if (!seal.IsWhole(entity) || !JourneyId.TryParse(entity.RowKey[RowKeys.JourneyPrefix.Length..], out var journey)) return new JourneyRow(null, entity.ETag);
        try
        {
            var json = await texts.OpenAsync(id, entity.RowKey, StateField, entity.TryBinary("State"), keys, cancellationToken);
            if (JsonSerializer.Deserialize<Sealed>(json) is not { State: not null } box) return new JourneyRow(null, entity.ETag);
            return new JourneyRow(Read(entity, journey, box), entity.ETag);
        }
        catch (SealBrokenException)
        {
            return new JourneyRow(null, entity.ETag);
        }
    }

    private static StoredJourney Read(TableEntity entity, JourneyId journey, Sealed box) => new()
    {
        Id = journey,
        Campaign = entity.Text("Campaign"),
        Playbook = entity.Text("Playbook"),
        Kind = Enum.Parse<OccasionKind>(entity.Text("Kind")),
        Occasion = entity.Text("Occasion"),
        PatientId = entity.Text("Patient"),
        OccasionAt = entity.Time("OccasionAt") ?? throw new InvalidDataException("A journey's row lacks OccasionAt."),
        Seen = [.. (entity.GetString("Seen") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(MessageOf)],
        Texts = [.. box.Texts.Select(text => text.ToText())],
        WakeAt = entity.Time("WakeAt"),
        Version = entity.Long("Version"),
        State = box.State,
    };

    private static MessageId MessageOf(string text) =>
        MessageId.TryParse(text, out var id) ? id : throw new InvalidDataException("A journey's row has a wrong message.");

    private sealed record Sealed(JourneyState State, IReadOnlyList<StoredText> Texts);

    private sealed record StoredText(string Message, string Key, string? Touch, string? Question, bool IsOpen)
    {
        public static StoredText Of(JourneyText text) => new(text.Message.Value, text.Key, text.Touch, text.Question, text.IsOpen);

        public JourneyText ToText() => new(MessageOf(Message), Key, Touch, Question, IsOpen);
    }
}
