namespace SecureText.Campaigns;

/// <summary>A playbook for many: a snapshot of its words, whom it is for, and where it stands.</summary>
public sealed record Campaign
{
    /// <summary>Characters in an id: lower-case hexadecimal.</summary>
    public const int IdLength = 32;

    /// <summary>Opaque.</summary>
    public required string Id { get; init; }

    /// <summary>What staff call it. Free words, so stored sealed.</summary>
    public required string Name { get; init; }

    /// <summary>As it was when the campaign was started; later edits change nothing of it.</summary>
    public required Playbook Playbook { get; init; }

    /// <summary>For whom.</summary>
    public required Selection Selection { get; init; }

    /// <summary>Occasions that come later belong to it too.</summary>
    public bool Ongoing { get; init; }

    /// <summary>Where it stands.</summary>
    public CampaignState State { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Actor who started it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Occasions looked at.</summary>
    public int Enrolled { get; init; }

    /// <summary>All occasions of the selection have been looked at.</summary>
    public bool Finished { get; init; }

    /// <summary>Who a campaign's texts are written by.</summary>
    public static string ActorOf(string id) => $"campaign:{id}";

    /// <summary>Shows the opaque id only.</summary>
    public override string ToString() => Id;
}

/// <summary>Which occasions.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="From">Not before; null for no bound.</param>
/// <param name="Until">Before; null for no bound.</param>
public sealed record Selection(OccasionKind Kind, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>Where a campaign stands. Stored by name.</summary>
public enum CampaignState
{
    /// <summary>Texts go.</summary>
    Running,

    /// <summary>Nothing goes until it is resumed.</summary>
    Paused,

    /// <summary>Nothing goes any more.</summary>
    Cancelled,

    /// <summary>Everybody has been looked at and nobody is to come.</summary>
    Done,
}
