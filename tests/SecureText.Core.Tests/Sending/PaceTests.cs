using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>
/// A line with people and campaigns on it, all late by chance: what the carrier counts, and how long a person waits.
/// </summary>
public class PaceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(LineKind.TollFree)]
    [InlineData(LineKind.TenDigit)]
    [InlineData(LineKind.Alphanumeric)]
    public void Line_in_no_sliding_minute_carries_more_than_its_rate_however_late_each_text_is(LineKind line)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var run = new Run(line, seed, campaign: dice => 1 + dice.Below(dice.Of(1, 2, SlotLedger.MostParts)), peopleEvery: 7);
            run.Play(texts: SlotLedger.RatePerMinute(line) * 3);
            Assert.True(run.MostInAMinute() <= SlotLedger.RatePerMinute(line), $"seed {seed}: {run.MostInAMinute()}");
        }
    }

    [Fact]
    public void Person_waits_a_few_seconds_while_thousands_of_reminders_are_due()
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            var run = new Run(LineKind.TollFree, seed, _ => 1, peopleEvery: 11);
            run.Play(texts: 3_000);
            Assert.True(run.LongestPersonsWait < TimeSpan.FromSeconds(8), $"seed {seed}: {run.LongestPersonsWait}");
        }
    }

    [Theory]
    [InlineData(false, 0.9)]
    [InlineData(true, 0.98)]
    public void Campaign_alone_uses_the_line_well(bool told, double share)
    {
        var run = new Run(LineKind.TollFree, 3, _ => 1, peopleEvery: 0) { Late = TimeSpan.FromSeconds(0.5), IsTold = told };
        run.Play(texts: 6_000);
        Assert.True(run.MostInAMinute() <= 200);
        Assert.True(run.PartsAMinute >= share * 200, $"{run.PartsAMinute} a minute");
    }

    [Theory]
    [InlineData(LineKind.TollFree)]
    [InlineData(LineKind.ShortCode)]
    public void Line_of_which_senders_tell_carries_in_no_sliding_minute_more_than_its_rate(LineKind line)
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            // Half of what they tell comes after the carrier had it, and some never.
            var run = new Run(line, seed, dice => 1 + dice.Below(dice.Of(1, 2, SlotLedger.MostParts)), peopleEvery: 7) { IsTold = true };
            run.Play(texts: Math.Min(2_000, SlotLedger.RatePerMinute(line) * 3));
            Assert.True(run.MostInAMinute() <= SlotLedger.RatePerMinute(line), $"seed {seed}: {run.MostInAMinute()}");
        }
    }

    [Fact]
    public void TakeSoon_line_with_people_in_front_is_left_as_it_is()
    {
        var busy = new SlotState(Noon + SlotLedger.MostAhead + TimeSpan.FromTicks(1));
        Assert.Equal((busy, busy.NextFree, false), SlotLedger.TakeSoon(busy, Noon, 1, LineKind.TollFree));
        Assert.True(SlotLedger.TakeSoon(new SlotState(Noon + SlotLedger.MostAhead), Noon, 1, LineKind.TollFree).Taken);
    }

    [Fact]
    public void Slow_pauses_and_halves_the_rate_for_five_minutes_and_many_refusals_are_one()
    {
        var (busy, _) = SlotLedger.Take(default, Noon, 1, LineKind.TollFree);
        var gap = busy.NextFree - Noon;
        var slow = SlotLedger.Slow(busy, Noon);
        Assert.Equal(slow, SlotLedger.Slow(slow, Noon));
        var (after, slot) = SlotLedger.Take(slow, Noon, 1, LineKind.TollFree);
        Assert.Equal(Noon.AddSeconds(30), slot);
        Assert.Equal(2 * TimeSpan.FromMinutes(1) / 200, after.NextFree - slot);
        var (later, _) = SlotLedger.Take(after, Noon.AddMinutes(6), 1, LineKind.TollFree);
        Assert.Equal(Noon.AddMinutes(6) + gap, later.NextFree);
        Assert.Equal(Noon.AddMinutes(1), SlotLedger.Slow(busy, Noon, TimeSpan.FromMinutes(1)).NextFree);
    }

    /// <summary>Plays the sender's rule: people take slots, campaigns take tickets and at their time a slot or a new ticket.</summary>
    private sealed class Run(LineKind line, ulong seed, Func<Dice, int> campaign, int peopleEvery)
    {
        private readonly Dice dice = new(seed);
        private readonly PriorityQueue<int, DateTimeOffset> waiting = new();
        private readonly List<(DateTimeOffset At, int Parts)> arrived = [];
        private readonly PriorityQueue<(DateTimeOffset Slot, DateTimeOffset At), DateTimeOffset> answers = new();
        private const int Person = 0;
        private int arrivedOfCampaign;
        private SlotState slots;
        private SlotState tickets;

        public TimeSpan Late { get; init; } = SlotLedger.GoodFor + SlotLedger.OnTheWay;

        public bool IsTold { get; init; }

        public TimeSpan LongestPersonsWait { get; private set; }

        public double PartsAMinute => arrived.Sum(text => text.Parts) / (arrived.Max(text => text.At) - Noon).TotalMinutes;

        public void Play(int texts)
        {
            for (var n = 0; n < texts; n++) TakeTicket(Noon, campaign(dice));
            if (peopleEvery > 0) waiting.Enqueue(Person, Noon);
            while (arrivedOfCampaign < texts && waiting.TryDequeue(out var parts, out var now))
            {
                while (answers.TryPeek(out var answer, out var heard) && heard <= now)
                {
                    answers.Dequeue();
                    slots = SlotLedger.Arrived(slots, answer.Slot, answer.At);
                }

                if (parts == Person)
                {
                    (slots, var slot) = SlotLedger.Take(slots, now, 1, line);
                    LongestPersonsWait = Longer(LongestPersonsWait, slot - now);
                    Arrive(slot, 1);
                    waiting.Enqueue(Person, now.AddMilliseconds(1 + dice.Below(2_000 * peopleEvery)));
                    continue;
                }

                (slots, var soon, var taken) = SlotLedger.TakeSoon(slots, now, parts, line);
                if (taken) Arrive(soon, parts);
                else TakeTicket(soon - SlotLedger.MostAhead, parts);
                if (taken) arrivedOfCampaign++;
            }
        }

        public int MostInAMinute()
        {
            var all = arrived.OrderBy(text => text.At).ToList();
            var (most, inWindow, first) = (0, 0, 0);
            foreach (var (at, parts) in all)
            {
                inWindow += parts;
                while (at - all[first].At >= TimeSpan.FromMinutes(1)) inWindow -= all[first++].Parts;
                most = Math.Max(most, inWindow);
            }

            return most;
        }

        // The timer may be late for a ticket by a second, and now and then by a minute.
        private void TakeTicket(DateTimeOffset from, int parts)
        {
            (tickets, var ticket) = SlotLedger.TakeTicket(tickets, from, parts, line);
            waiting.Enqueue(parts, ticket.AddMilliseconds(dice.Below(dice.Below(100) == 0 ? 60_000 : 1_000)));
        }

        // As late as a slot may be used, and as long on the way as the spacing allows for.
        private void Arrive(DateTimeOffset slot, int parts)
        {
            var at = slot + (dice.Below(3) == 0 ? Late : Late * (dice.Below(1_000) / 1_000.0));
            arrived.Add((at, parts));
            var answered = at.AddMilliseconds(dice.Below(2) * dice.Below(200));
            if (IsTold && dice.Below(50) > 0) answers.Enqueue((slot, answered), answered);
        }

        private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
    }
}
