using System.Collections.Concurrent;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Storage;

namespace SecureText.Api.Campaigns;

/// <summary>
/// Counts the members of campaigns. Pages ask every few seconds and a campaign may have ten thousand, so what was counted is good
/// for a while; nothing is decided by it.
/// </summary>
public sealed class CampaignCounts(CampaignMembers members, ClinicProfile clinic, TimeProvider time)
{
    private const int AtOnce = 500;
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (Counted Counted, long At)> known = new(StringComparer.Ordinal);

    /// <summary>What a campaign has come to, up to a few seconds old; longer where counting takes longer.</summary>
    internal async Task<Counted> OfAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(campaign.Id, out var last) && time.GetElapsedTime(last.At) < last.Counted.GoodFor) return last.Counted;
        var begun = time.GetTimestamp();
        var counted = await CountAsync(campaign, cancellationToken);
        var took = time.GetElapsedTime(begun);
        counted = counted with { GoodFor = GoodFor > 10 * took ? GoodFor : 10 * took };
        known[campaign.Id] = (counted, time.GetTimestamp());
        return counted;
    }

    /// <summary>Every member, as the figures ask of it, from <paramref name="from"/> on and before <paramref name="until"/>.</summary>
    internal async IAsyncEnumerable<FigureMember> MembersAsync(
        Campaign campaign, DateTimeOffset? from, DateTimeOffset? until,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var member in ReadAsync(campaign.Id, cancellationToken))
        {
            var one = FigureOf(campaign, member);
            if (!(one.EnrolledAt < from) && !(one.EnrolledAt >= until)) yield return one;
        }
    }

    /// <summary>The Monday, at the clinic, of the week in which a member was taken in.</summary>
    internal DateOnly WeekOf(FigureMember member) => CampaignFigures.WeekOf(member.EnrolledAt, clinic.TimeZone);

    private async Task<Counted> CountAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var (all, weeks) = (new FigureCount(), new SortedDictionary<DateOnly, FigureCount>());
        var (running, settled, ended, suppressed, waiting) = (0, 0, 0, 0, 0);
        await foreach (var member in ReadAsync(campaign.Id, cancellationToken))
        {
            var figure = FigureOf(campaign, member);
            all.Add(figure);
            var week = WeekOf(figure);
            if (!weeks.TryGetValue(week, out var count)) weeks[week] = count = new FigureCount();
            count.Add(figure);
            if (campaign.State is CampaignState.Running or CampaignState.Paused) waiting += Waiting(campaign, member);
            switch (member.State?.Status)
            {
                case JourneyStatus.Running: running++; break;
                case JourneyStatus.Settled: settled++; break;
                case JourneyStatus.Ended: ended++; break;
                default: suppressed++; break;
            }
        }

        return new Counted(
            all.Figures(), [.. weeks.Select(week => new WeekFigures(week.Key, week.Value.Figures()))],
            running, settled, ended, suppressed, waiting, GoodFor);
    }

    private async IAsyncEnumerable<CampaignMember> ReadAsync(
        string campaign, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            (var page, cursor) = await members.ReadAsync(campaign, cursor, AtOnce, cancellationToken);
            foreach (var member in page) yield return member;
        }
        while (cursor is not null);
    }

    private static int Waiting(Campaign campaign, CampaignMember member) =>
        member.Texts.Values.Count(status => status is "queued" or "sending")
        + (member.State is { Status: JourneyStatus.Running } state ? campaign.Playbook.Touches.Count(touch => !state.Done.Contains(touch.Id)) : 0);

    private static FigureMember FigureOf(Campaign campaign, CampaignMember member) => new(
        member.EnrolledAt ?? campaign.CreatedAt, campaign.Playbook.Class == MessageClass.FollowUp, member.State, member.Suppressed, member.Texts);

    /// <summary>What was counted.</summary>
    internal sealed record Counted(
        CampaignFigures Figures,
        IReadOnlyList<WeekFigures> ByWeek,
        int Running,
        int Settled,
        int Ended,
        int Suppressed,
        int Waiting,
        TimeSpan GoodFor);
}
