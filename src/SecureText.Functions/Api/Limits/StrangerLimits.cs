using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Portal;

namespace SecureText.Api.Limits;

/// <summary>
/// Limits what strangers may ask, before it costs storage (docs/threat-model.md, "Floods"). Each request takes a permit; one that
/// turns out to come from a live sign-in, a live session or with a good signature gives it back. Each process counts for itself.
/// </summary>
public sealed partial class StrangerLimits(
    [FromKeyedServices(LimitsComposition.Refused)] StrangerCount refused, IJournal journal, TimeProvider time, ILogger<StrangerLimits> logger)
{
    // Thirty phones of a waiting room behind one address, each with the three steps, a reload and a mistyped answer, are 180
    // requests; a mobile carrier's shared address goes on after that. The sum is a link sent to 3,000 people of whom all open it
    // within a minute, and in storage, at four requests each, a hundredth of what an account takes (20,000 a second,
    // learn.microsoft.com/azure/storage/tables/scalability-targets).
    private static readonly LanePaces Open = new(
        Address: new(240, TimeSpan.FromSeconds(0.5)), Network: new(960, TimeSpan.FromSeconds(0.125)),
        Unknown: new(600, TimeSpan.FromSeconds(0.05)), Sum: new(1000, TimeSpan.FromSeconds(0.02)));

    // What costs nothing, and is asked by the platform itself once a minute from addresses that are not known: only kept from
    // filling the line, and apart from all others, so that no flood elsewhere makes the program look dead.
    private static readonly LanePaces Probes = new(
        Address: new(120, TimeSpan.FromSeconds(0.5)), Network: new(480, TimeSpan.FromSeconds(0.125)),
        Unknown: new(1000, TimeSpan.FromSeconds(0.01)), Sum: new(2000, TimeSpan.FromSeconds(0.005)));

    // Reloads and mistyped answers of one person; beyond it one look every half minute, since each writes a line of the journal.
    private static readonly Pace OneLink = new(20, TimeSpan.FromSeconds(30));

    private const int Links = 16_384;

    // One each: a flood at one kind of door leaves the others as they are.
    private readonly Lane probes = new(Probes, time);
    private readonly Lane open = new(Open, time);
    private readonly Lane staff = new(Open, time);
    private readonly Lane patients = new(Open, time);
    private readonly Lane platform = new(Open, time);
    private readonly Lane signed = new(Open, time);
    private readonly PaceTable links = new(OneLink, Links, time);
    private readonly KnownCallers known = new(time);

    /// <summary>Begins a request.</summary>
    /// <param name="rule">Of its function.</param>
    /// <param name="address">Where it comes from; null when that is not known.</param>
    /// <param name="credential">What it says to be let in by; null or empty when it says nothing.</param>
    internal Visit Enter(Rule rule, ClientAddress? address, string? credential = null)
    {
        if (!string.IsNullOrEmpty(credential) && known.Knows(credential)) return new Visit(null, address, credential, null);
        var lane = LaneOf(rule);
        return new Visit(lane, address, credential, lane.Take(address));
    }

    /// <summary>Its caller has shown that he is no stranger.</summary>
    internal void LetIn(Visit visit)
    {
        if (visit.Wait is null) visit.Lane?.GiveBack(visit.Address);
        if (!string.IsNullOrEmpty(visit.Credential)) known.Remember(visit.Credential);
    }

    /// <summary>Its caller has not.</summary>
    internal void TurnAway(Visit visit)
    {
        if (!string.IsNullOrEmpty(visit.Credential)) known.Forget(visit.Credential);
    }

    /// <summary>Takes a permit of one link, whoever asks. What is no token is no link's.</summary>
    internal TimeSpan? EnterLink(string token) => token.Length == LinkToken.Length ? links.Take(token) : null;

    /// <summary>429 with Retry-After. Told to the journal as a number once a minute, or the flood would go on there.</summary>
    internal async Task<IResult> RefusalAsync(HttpContext http, TimeSpan wait, CancellationToken cancellationToken)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (refused.Count() is not { } count) return Problems.TooManyRequests;
        LogRefused(count);
        try
        {
            await journal.AppendAsync(
                new AuditEntry(
                    time.GetUtcNow(), "system", "access.limited", [], "refused", RequestId.Of(http.Request),
                    count.ToString(CultureInfo.InvariantCulture)),
                cancellationToken);
        }
        catch (JournalUnavailableException)
        {
            // Nothing is shown: the refusal stands without it, and the line above tells.
        }

        return Problems.TooManyRequests;
    }

    private Lane LaneOf(Rule rule) => rule switch
    {
        { IsProbe: true } => probes,
        { Kind: RuleKind.Anybody } => open,
        { Kind: RuleKind.Platform } => platform,
        { Kind: RuleKind.Signature } => signed,
        { Kind: RuleKind.Patient } => patients,
        _ => staff,
    };

    // An alert goes by its name.
    [LoggerMessage(1, LogLevel.Warning, "{Count} requests of strangers were refused: too many at once.", EventName = "TooManyRequests")]
    private partial void LogRefused(int count);
}

/// <summary>One request as the limits know it.</summary>
/// <param name="Lane">Whose permit was asked for; null when none was needed.</param>
/// <param name="Address">Where it comes from.</param>
/// <param name="Credential">What it says to be let in by.</param>
/// <param name="Wait">How long until there is a permit; null when it may go on.</param>
internal readonly record struct Visit(Lane? Lane, ClientAddress? Address, string? Credential, TimeSpan? Wait);
