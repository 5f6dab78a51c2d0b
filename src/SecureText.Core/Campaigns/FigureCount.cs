namespace SecureText.Campaigns;

/// <summary>Counts members one by one, so that a campaign of any size is counted as it is read.</summary>
public sealed class FigureCount
{
    private readonly SortedDictionary<string, int> suppressed = new(StringComparer.Ordinal);
    private readonly List<double> daysToPay = [];
    private CampaignFigures sum = new();
    private int scores;
    private long scored;

    /// <summary>Counts one.</summary>
    public void Add(FigureMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        var words = member.Texts.ToDictionary(text => text.Key, text => text.Value.Split(':', 2));
        foreach (var code in words.Values.Where(word => word is ["suppressed", _]).Select(word => word[1])) Suppress(code);
        if (member.Suppressed is { } reason) Suppress(reason);

        var gone = words.Where(text => HasGone(text.Value[0])).ToList();
        sum = sum with
        {
            People = sum.People + 1,
            Agreed = sum.Agreed + One(gone.Count > 0),
            Sent = sum.Sent + gone.Count,
            Delivered = sum.Delivered + words.Values.Count(word => word[0] == "delivered"),
            Failed = sum.Failed + words.Values.Count(word => word[0] == "failed"),
        };
        if (member.State is { } state) Add(member, state, gone.Count(text => text.Value[0] != "failed" && !IsReply(text.Key)));
    }

    /// <summary>What was counted so far.</summary>
    public CampaignFigures Figures() => sum with
    {
        Suppressed = new SortedDictionary<string, int>(suppressed, StringComparer.Ordinal),
        DaysToPay = daysToPay.Count == 0 ? null : new Days(Math.Round(Median(), 1)),
        Score = scores == 0 ? null : new Scores(scores, Math.Round((double)scored / scores, 2)),
    };

    private void Add(FigureMember member, JourneyState state, int texts)
    {
        var isPaid = state.Fact == "paid";
        var answered = state.Answers.Count > 0 || state.FormReturnedAt is not null;
        sum = sum with
        {
            Withdrawn = sum.Withdrawn + One(state.EndedBy == "withdrawn"),
            Answered = sum.Answered + One(answered),
            Confirmed = sum.Confirmed + One(state.Outcome == "confirmed"),
            Declined = sum.Declined + One(state.Outcome is "declined" or "reschedule"),
            Missed = sum.Missed + One(state.Fact == "missed"),
            Kept = sum.Kept + One(state.Fact == "kept"),
            Paid = sum.Paid + One(isPaid),

            // The first text tells; those after it remind. One that did not arrive does neither.
            PaidAfterOne = sum.PaidAfterOne + One(isPaid && texts == 2),
            PaidAfterTwo = sum.PaidAfterTwo + One(isPaid && texts == 3),
            RedFlags = sum.RedFlags + One(state.RedFlag),
            CallsSaved = sum.CallsSaved + One(!state.PersonCalled && (state.Outcome == "confirmed" || (member.IsCheckIn && answered))),
        };
        if (isPaid && state.FactAt is { } paid) daysToPay.Add(Math.Max(0, (paid - state.Anchor).TotalDays));
        if (state.Score is not { } score) return;
        scores++;
        scored += score;
    }

    private void Suppress(string code) => suppressed[code] = suppressed.GetValueOrDefault(code) + 1;

    private double Median()
    {
        daysToPay.Sort();
        var middle = daysToPay.Count / 2;
        return daysToPay.Count % 2 == 1 ? daysToPay[middle] : (daysToPay[middle - 1] + daysToPay[middle]) / 2;
    }

    // What nobody can say of may have gone.
    private static bool HasGone(string word) => word is "sent" or "delivered" or "failed" or "unknown";

    private static bool IsReply(string key) => key.StartsWith("reply-", StringComparison.Ordinal);

    private static int One(bool counts) => counts ? 1 : 0;
}
