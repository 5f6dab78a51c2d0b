using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>What a link leads to.</summary>
public enum LinkKind
{
    /// <summary>The secure thread.</summary>
    Thread,

    /// <summary>A form to fill in.</summary>
    Form,
}

/// <summary>Where a link stands, as staff see it.</summary>
public enum LinkState
{
    /// <summary>Nobody has proven who he is with it.</summary>
    Waiting,

    /// <summary>The patient has come in with it.</summary>
    Proven,

    /// <summary>Too many wrong tries.</summary>
    Locked,

    /// <summary>Its days are over.</summary>
    Expired,

    /// <summary>Staff have taken it back.</summary>
    Revoked,
}

/// <summary>
/// One link to the portal, for one patient. Nothing in it is personal and nothing opens anything: token, code and session
/// stand as hashes. Changes only through <see cref="LinkTransitions"/>.
/// </summary>
public sealed record PortalLink
{
    /// <summary>Wrong tries, over both steps together, that lock a link for good.</summary>
    public const int MostTries = 5;

    /// <summary>Its name.</summary>
    public required LinkId Id { get; init; }

    /// <summary>Whose thread it opens.</summary>
    public required ConversationId Conversation { get; init; }

    /// <summary>Opaque id of the one patient it is for.</summary>
    public required string PatientId { get; init; }

    /// <summary>What it leads to.</summary>
    public required LinkKind Kind { get; init; }

    /// <summary>The form, for <see cref="LinkKind.Form"/>.</summary>
    public string? Form { get; init; }

    /// <summary>The text that carries it.</summary>
    public required MessageId Message { get; init; }

    /// <summary>The message that was posted behind it with the same request, if any.</summary>
    public MessageId? Posted { get; init; }

    /// <summary>Actor who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on it opens nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the page speaks.</summary>
    public Language Language { get; init; }

    /// <summary>Tries that were begun and not found right.</summary>
    public int Tries { get; init; }

    /// <summary>When staff took it back.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The code that may be entered now.</summary>
    public StoredCode? Code { get; init; }

    /// <summary>The date of birth that was given and right, under a key; what is on record may change afterwards.</summary>
    public byte[]? ProvenDate { get; init; }

    /// <summary>When codes were sent in the last hour.</summary>
    public IReadOnlyList<DateTimeOffset> CodesSentAt { get; init; } = [];

    /// <summary>When somebody first proved who he is.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>The one session; a new proof takes its place.</summary>
    public StoredSession? Session { get; init; }

    /// <summary>When the patient last did something in a session.</summary>
    public DateTimeOffset? LastOpenedAt { get; init; }

    /// <summary>Where it stands at <paramref name="now"/>.</summary>
    public LinkState StateAt(DateTimeOffset now) => this switch
    {
        { RevokedAt: not null } => LinkState.Revoked,
        _ when now >= ExpiresAt => LinkState.Expired,
        { Tries: >= MostTries } => LinkState.Locked,
        { ProvenAt: not null } => LinkState.Proven,
        _ => LinkState.Waiting,
    };
}

/// <summary>A one-time code as it is stored.</summary>
/// <param name="Hash">Under a key: a million plain hashes are tried in a blink.</param>
/// <param name="GoodUntil">Afterwards it is wrong.</param>
public sealed record StoredCode(byte[] Hash, DateTimeOffset GoodUntil);

/// <summary>A session as it is stored.</summary>
/// <param name="Hash">Of the cookie.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="SeenAt">When it was last used, to the minute.</param>
public sealed record StoredSession(byte[] Hash, DateTimeOffset StartedAt, DateTimeOffset SeenAt);
