using System.Security.Cryptography;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>
/// Every change of a link, as pure functions. A try is counted and stored before its answer is compared, and given back
/// when it was right: however many come at once, no more than <see cref="PortalLink.MostTries"/> wrong ones are compared.
/// </summary>
public static class LinkTransitions
{
    /// <summary>How long a link lives.</summary>
    public static TimeSpan LifeTime { get; } = TimeSpan.FromDays(7);

    /// <summary>How long a session lives without use.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a session lives at most.</summary>
    public static TimeSpan LongestSession { get; } = TimeSpan.FromMinutes(60);

    /// <summary>Use within this time is not written down again.</summary>
    public static TimeSpan SeenStep { get; } = TimeSpan.FromMinutes(1);

    private const int MostCodesAnHour = 3;

    /// <summary>Tries left before it locks.</summary>
    public static int TriesLeft(this PortalLink link) => Math.Max(0, PortalLink.MostTries - link.Tries);

    /// <summary>Counts a try. Store it before anything is compared.</summary>
    /// <exception cref="InvalidOperationException">It takes no tries.</exception>
    public static PortalLink TryBegun(this PortalLink link, DateTimeOffset now) => link.StateAt(now) is LinkState.Waiting or LinkState.Proven
        ? link with { Tries = link.Tries + 1 }
        : throw new InvalidOperationException("This link takes no tries.");

    /// <summary>Whether one more code may be sent.</summary>
    public static bool MaySendCode(this PortalLink link, DateTimeOffset now) =>
        link.CodesSentAt.Count(sent => now - sent < TimeSpan.FromHours(1)) < MostCodesAnHour;

    /// <summary>The date of birth was right: the try is given back.</summary>
    public static PortalLink DateRight(this PortalLink link, byte[] hash) => link.GivenBack() with { ProvenDate = hash };

    /// <summary>Whether a date of birth is the one that was proven.</summary>
    public static bool IsProvenWith(this PortalLink link, byte[] hash) =>
        link.ProvenDate is { } proven && CryptographicOperations.FixedTimeEquals(proven, hash);

    /// <summary>A code is about to be sent; the one before it is good no more.</summary>
    public static PortalLink CodeMade(this PortalLink link, byte[] hash, DateTimeOffset now) => link with
    {
        Code = new StoredCode(hash, now + OneTimeCode.GoodFor),
        CodesSentAt = [.. link.CodesSentAt.Where(sent => now - sent < TimeSpan.FromHours(1)), now],
    };

    /// <summary>Whether a code is the one that may be entered now.</summary>
    public static bool IsCode(this PortalLink link, byte[] hash, DateTimeOffset now) =>
        link.Code is { } code && CryptographicOperations.FixedTimeEquals(code.Hash, hash) && now < code.GoodUntil;

    /// <summary>The code was right: the try is given back, the code is used up, a session begins and ends the one before.</summary>
    public static PortalLink Proven(this PortalLink link, SessionSecret session, DateTimeOffset now) => link.GivenBack() with
    {
        Code = null,
        ProvenAt = link.ProvenAt ?? now,
        Session = new StoredSession(session.Hash, now, now),
        LastOpenedAt = now,
    };

    /// <summary>Whether a cookie is that of the live session. A session outlives its link's last day, not its revocation.</summary>
    public static bool IsLive(this PortalLink link, SessionSecret secret, DateTimeOffset now) =>
        link is { RevokedAt: null, Session: { } session }
        && CryptographicOperations.FixedTimeEquals(session.Hash, secret.Hash)
        && now - session.StartedAt < LongestSession
        && now - session.SeenAt < Idle;

    /// <summary>The session was used; the same link when that need not be written down.</summary>
    public static PortalLink Seen(this PortalLink link, DateTimeOffset now) =>
        link.Session is { } session && now - session.SeenAt >= SeenStep
            ? link with { Session = session with { SeenAt = now }, LastOpenedAt = now }
            : link;

    /// <summary>The patient left.</summary>
    public static PortalLink SignedOut(this PortalLink link) => link with { Session = null };

    /// <summary>The patient chose a language.</summary>
    public static PortalLink Speaking(this PortalLink link, Language language) => link with { Language = language };

    /// <summary>Staff took it back: nothing of it opens anything any more.</summary>
    public static PortalLink Revoked(this PortalLink link, DateTimeOffset now) =>
        link with { RevokedAt = link.RevokedAt ?? now, Code = null, Session = null };

    private static PortalLink GivenBack(this PortalLink link) => link with { Tries = Math.Max(0, link.Tries - 1) };
}
