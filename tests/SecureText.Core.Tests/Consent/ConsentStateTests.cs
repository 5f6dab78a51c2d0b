using SecureText.Texting;
using static SecureText.Consent.ConsentCases;

namespace SecureText.Consent;

public class ConsentStateTests
{
    [Fact]
    public void Empty_permits_nothing()
    {
        foreach (var one in Enum.GetValues<MessageClass>())
        {
            Assert.Equal(ConsentStatus.Unknown, ConsentState.Empty[one]);
            Assert.False(ConsentState.Empty.Allows(one));
        }

        Assert.False(ConsentState.Empty.IsWithdrawn);
        Assert.False(ConsentState.Empty.IsPausedForReview);
        Assert.False(ConsentState.Empty.Allows((MessageClass)99));
    }

    [Fact]
    public void Apply_grant_permits_its_classes_only()
    {
        var state = ConsentState.Of([Granted(1, ConsentSource.Form, MessageClass.Appointments, MessageClass.Billing)]);
        Assert.True(state.Allows(MessageClass.Appointments));
        Assert.True(state.Allows(MessageClass.Billing));
        Assert.False(state.Allows(MessageClass.Conversation));
    }

    [Fact]
    public void Apply_withdrawal_of_one_class_leaves_the_others()
    {
        var state = ConsentState.Of(
        [
            Granted(1, ConsentSource.Form, MessageClass.Appointments, MessageClass.Billing),
            Withdrawn(2, ConsentSource.Staff, MessageClass.Billing),
        ]);
        Assert.True(state.Allows(MessageClass.Appointments));
        Assert.Equal(ConsentStatus.Withdrawn, state[MessageClass.Billing]);
    }

    [Fact]
    public void Apply_stop_forbids_every_class_and_a_later_class_grant_does_not_lift_it()
    {
        var state = ConsentState.Of(
        [
            Granted(1, ConsentSource.Form, MessageClass.Appointments), Stop(2),
            Granted(3, ConsentSource.Form, MessageClass.Appointments),
        ]);
        Assert.True(state.IsWithdrawn);
        Assert.All(Enum.GetValues<MessageClass>(), one => Assert.False(state.Allows(one)));
    }

    [Fact]
    public void Apply_start_after_stop_restores_what_was_granted_and_grants_conversation()
    {
        var state = ConsentState.Of(
        [
            Granted(1, ConsentSource.Form, MessageClass.Appointments, MessageClass.Billing),
            Withdrawn(2, ConsentSource.Staff, MessageClass.Billing), Stop(3), Start(4),
        ]);
        Assert.False(state.IsWithdrawn);
        Assert.True(state.Allows(MessageClass.Appointments));
        Assert.True(state.Allows(MessageClass.Conversation));
        Assert.False(state.Allows(MessageClass.Billing));
        Assert.False(state.Allows(MessageClass.Wellness));
    }

    [Fact]
    public void Apply_grant_that_arrives_after_a_later_withdrawal_does_not_revive()
    {
        var state = ConsentState.Of([Stop(5), Start(4), Start(4), Granted(3, ConsentSource.Form, MessageClass.Billing)]);
        Assert.True(state.IsWithdrawn);
        Assert.False(state.Allows(MessageClass.Billing));
    }

    [Fact]
    public void Apply_tie_goes_to_the_withdrawal()
    {
        Assert.True(ConsentState.Of([Stop(1), Start(1)]).IsWithdrawn);
        Assert.True(ConsentState.Of([Start(1), Stop(1)]).IsWithdrawn);
        var tied = ConsentState.Of(
            [Withdrawn(1, ConsentSource.Staff, MessageClass.Billing), Granted(1, ConsentSource.Staff, MessageClass.Billing)]);
        Assert.Equal(ConsentStatus.Withdrawn, tied[MessageClass.Billing]);
        Assert.True(ConsentState.Of([Asked(1), Closed(1)]).IsPausedForReview);
    }

    [Fact]
    public void Apply_patients_own_text_grants_conversation_only_when_nothing_is_known()
    {
        var wrote = new ConsentRecord(ConsentChange.Granted, [], ConsentSource.PatientInitiated, At(1), "patient");
        Assert.True(ConsentState.Of([wrote]).Allows(MessageClass.Conversation));
        Assert.False(ConsentState.Of([wrote]).Allows(MessageClass.Appointments));

        var later = new ConsentRecord(ConsentChange.Granted, [], ConsentSource.PatientInitiated, At(9), "patient");
        Assert.True(ConsentState.Of([Stop(5), later]).IsWithdrawn);
        Assert.False(ConsentState.Of([Withdrawn(5, ConsentSource.Staff, MessageClass.Conversation), later])
            .Allows(MessageClass.Conversation));
    }

    [Fact]
    public void Apply_second_text_of_the_patient_changes_nothing()
    {
        var once = ConsentState.Of([Wrote(1)]);
        Assert.Equal(once, once.Apply(Wrote(2)));
    }

    [Theory]
    [InlineData(ConsentSource.Import)]
    [InlineData(ConsentSource.Carrier)]
    [InlineData(ConsentSource.PatientInitiated)]
    public void Apply_hearsay_never_overrides_a_withdrawal(ConsentSource source)
    {
        var all = new ConsentRecord(ConsentChange.Granted, [], source, At(9), "system");
        Assert.True(ConsentState.Of([Stop(1), all]).IsWithdrawn);
        var one = Granted(9, source, MessageClass.Billing);
        Assert.False(ConsentState.Of([Withdrawn(1, ConsentSource.Staff, MessageClass.Billing), one]).Allows(MessageClass.Billing));
    }

    [Fact]
    public void Apply_import_fills_a_gap_and_a_carrier_never_grants()
    {
        Assert.True(ConsentState.Of([Granted(1, ConsentSource.Import, MessageClass.Billing)]).Allows(MessageClass.Billing));
        Assert.Equal(ConsentState.Empty, ConsentState.Of([Granted(1, ConsentSource.Carrier, MessageClass.Billing)]));
        Assert.True(ConsentState.Of([Withdrawn(1, ConsentSource.Carrier)]).IsWithdrawn);
    }

    [Fact]
    public void Apply_review_pauses_until_a_person_decides_or_the_patient_starts_again()
    {
        var asked = ConsentState.Of([Wrote(1), Asked(2)]);
        Assert.True(asked.IsPausedForReview);
        Assert.True(asked.Allows(MessageClass.Conversation));
        Assert.False(asked.Apply(Closed(3)).IsPausedForReview);
        Assert.False(asked.Apply(Start(3)).IsPausedForReview);
        Assert.True(asked.Apply(Closed(3)).Apply(Asked(4)).IsPausedForReview);
        Assert.True(asked.Apply(Granted(3, ConsentSource.Form, MessageClass.Billing)).IsPausedForReview);
    }

    [Fact]
    public void Apply_any_order_and_any_repetition_give_the_same_state()
    {
        for (ulong seed = 0; seed < 2_000; seed++)
        {
            var dice = new Dice(seed);
            var records = Enumerable.Range(0, 1 + dice.Below(10)).Select(_ => Any(dice)).ToList();
            var expected = ConsentState.Of(records);
            var again = dice.Shuffled(records.Concat(records.Where(_ => dice.Below(2) == 0)));
            Assert.True(expected.Equals(ConsentState.Of(again)), $"seed {seed}");
            Assert.Equal(expected.GetHashCode(), ConsentState.Of(again).GetHashCode());
        }
    }

    [Fact]
    public void Apply_any_records_give_what_the_story_told_in_order_gives()
    {
        for (ulong seed = 0; seed < 5_000; seed++)
        {
            var dice = new Dice(seed);
            var records = Enumerable.Range(0, 1 + dice.Below(10)).Select(_ => Any(dice)).ToList();
            var state = ConsentState.Of(records);
            var story = ConsentStory.Tell(records);
            Assert.True(story.Stopped == state.IsWithdrawn, $"seed {seed}: stopped");
            Assert.True(story.Paused == state.IsPausedForReview, $"seed {seed}: paused");
            foreach (var one in Enum.GetValues<MessageClass>())
            {
                Assert.True(story.Classes[one] == state[one], $"seed {seed}: {one}");
            }
        }
    }

    [Fact]
    public void ConsentRecord_unknown_values_and_an_empty_actor_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConsentRecord((ConsentChange)9, [], ConsentSource.Staff, At(1), "system"));
        Assert.Throws<ArgumentException>(() => new ConsentRecord(ConsentChange.Granted, [], (ConsentSource)9, At(1), "system"));
        Assert.Throws<ArgumentException>(
            () => new ConsentRecord(ConsentChange.Granted, [(MessageClass)9], ConsentSource.Staff, At(1), "system"));
        Assert.Throws<ArgumentException>(() => new ConsentRecord(ConsentChange.Granted, [], ConsentSource.Staff, At(1), " "));
    }

    [Fact]
    public void ConsentRecord_ToString_never_shows_the_wording()
    {
        var record = new ConsentRecord(
            ConsentChange.Withdrawn, [], ConsentSource.Staff, At(1), "staff:7", new MessageText("canary"));
        Assert.DoesNotContain("canary", record.ToString(), StringComparison.Ordinal);
    }
}
