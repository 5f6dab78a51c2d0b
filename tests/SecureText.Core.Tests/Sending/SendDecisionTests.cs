using SecureText.Consent;
using SecureText.Texting;
using static SecureText.Sending.Sends;

namespace SecureText.Sending;

public class SendDecisionTests
{
    public static TheoryData<SendPurpose> All => Purposes();

    public static TheoryData<SendPurpose> ButStop => Purposes(SendPurpose.StopConfirmation);

    [Theory]
    [MemberData(nameof(All))]
    public void Decide_all_well_sends(SendPurpose purpose) =>
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(Good(purpose)));

    [Theory]
    [MemberData(nameof(ButStop))]
    public void Decide_nothing_known_is_no(SendPurpose purpose) =>
        ExpectNo(SendReason.ConsentMissing, Good(purpose) with { Consent = ConsentState.Empty });

    [Theory]
    [MemberData(nameof(ButStop))]
    public void Decide_after_stop_is_no(SendPurpose purpose) =>
        ExpectNo(SendReason.ConsentWithdrawn, Good(purpose) with { Consent = Stopped });

    [Theory]
    [MemberData(nameof(ButStop))]
    public void Decide_class_withdrawn_is_no_and_another_class_is_yes(SendPurpose purpose)
    {
        var one = new ConsentRecord(
            ConsentChange.Withdrawn, [MessageClass.Billing], ConsentSource.Staff, Noon.AddDays(-1), "staff:7");
        var request = Good(purpose) with { Consent = Everything.Apply(one), Class = MessageClass.Billing };
        ExpectNo(SendReason.ConsentWithdrawn, request);
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(request with { Class = MessageClass.FollowUp }));
    }

    [Fact]
    public void Decide_class_that_nobody_knows_is_no() =>
        ExpectNo(SendReason.ConsentMissing, Good(SendPurpose.Campaign) with { Class = (MessageClass)99 });

    [Fact]
    public void Decide_purpose_that_nobody_knows_does_not_send() =>
        Assert.ThrowsAny<Exception>(() => SendDecision.Decide(Good(SendPurpose.Campaign) with { Purpose = (SendPurpose)99 }));

    [Theory]
    [InlineData(SendPurpose.StaffReply, true)]
    [InlineData(SendPurpose.SecureLink, true)]
    [InlineData(SendPurpose.OneTimeCode, true)]
    [InlineData(SendPurpose.HelpAnswer, true)]
    [InlineData(SendPurpose.StartConfirmation, true)]
    [InlineData(SendPurpose.StaffFirst, false)]
    [InlineData(SendPurpose.FirstContact, false)]
    [InlineData(SendPurpose.AfterHours, false)]
    [InlineData(SendPurpose.CampaignReply, false)]
    public void Decide_paused_for_review_stops_what_is_automated_or_begins_anew(SendPurpose purpose, bool sends)
    {
        var request = Good(purpose) with { Consent = Paused };
        if (sends) Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(request));
        else ExpectNo(SendReason.ConsentPaused, request);
    }

    [Fact]
    public void Decide_paused_for_review_puts_a_campaigns_text_off_as_long_as_it_has_a_sense()
    {
        var request = Good(SendPurpose.Campaign) with { Consent = Paused };
        Assert.Equal(new SendVerdict.Defer(request.Now.AddHours(1), SendReason.ConsentPaused), SendDecision.Decide(request));
        var last = request.Now.AddMinutes(20);
        Assert.Equal(new SendVerdict.Defer(last, SendReason.ConsentPaused), SendDecision.Decide(request with { NotAfter = last }));
        Assert.Equal(
            new SendVerdict.Suppress(SendReason.TooLate), SendDecision.Decide(request with { NotAfter = last, Now = last, Slot = last }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Decide_words_that_cannot_go_are_refused(SendPurpose purpose)
    {
        var good = Good(purpose);
        ExpectRefusal(SendReason.TextEmpty, good with { Text = default });
        ExpectRefusal(SendReason.TextEmpty, good with { Text = new MessageText(" \n\u200B") });
        ExpectRefusal(SendReason.TextDamaged, good with { Text = new MessageText("hello \uD83D") });
        ExpectRefusal(SendReason.TooLong, good with { Text = new MessageText(new string('a', 321)) });
        ExpectRefusal(SendReason.GateNotAsked, good with { Gate = null });
        var found = new GateVerdict([new GateFinding(GateRule.Procedure, "biopsy", "why")]);
        ExpectRefusal(SendReason.SaysTooMuch, good with { Gate = found });
        Assert.Equal(
            new SendVerdict.Send(), SendDecision.Decide(good with { Text = new MessageText(new string('a', 320)) }));
    }

    [Theory]
    [InlineData(SendPurpose.Campaign)]
    [InlineData(SendPurpose.StaffFirst)]
    public void Decide_at_night_waits_for_the_morning(SendPurpose purpose) =>
        ExpectDefer(Morning, SendReason.QuietHours, Good(purpose, Night));

    [Theory]
    [InlineData(SendPurpose.StaffReply)]
    [InlineData(SendPurpose.SecureLink)]
    [InlineData(SendPurpose.OneTimeCode)]
    [InlineData(SendPurpose.HelpAnswer)]
    [InlineData(SendPurpose.StartConfirmation)]
    [InlineData(SendPurpose.StopConfirmation)]
    public void Decide_persons_answer_and_prompt_answers_to_keywords_go_at_any_hour(SendPurpose purpose) =>
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(Good(purpose, Night)));

    [Theory]
    [InlineData(SendPurpose.FirstContact)]
    [InlineData(SendPurpose.AfterHours)]
    [InlineData(SendPurpose.CampaignReply)]
    [InlineData(SendPurpose.HelpAnswer)]
    [InlineData(SendPurpose.StartConfirmation)]
    [InlineData(SendPurpose.StopConfirmation)]
    public void Decide_automatic_answer_goes_at_night_only_while_the_patient_has_just_written(SendPurpose purpose)
    {
        var good = Good(purpose, Night);
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(good with { PatientWroteAt = Night.AddMinutes(-15) }));
        Assert.All(
            new DateTimeOffset?[] { null, Night.AddMinutes(-15).AddTicks(-1), Night.AddTicks(1) },
            wrote => Assert.IsNotType<SendVerdict.Send>(SendDecision.Decide(good with { PatientWroteAt = wrote })));
    }

    [Fact]
    public void Decide_stale_after_hours_answer_is_suppressed_and_a_stale_greeting_waits()
    {
        Assert.Equal(
            new SendVerdict.Suppress(SendReason.AnswerTooLate),
            SendDecision.Decide(Good(SendPurpose.AfterHours, Night) with { PatientWroteAt = null }));
        ExpectDefer(Morning, SendReason.QuietHours, Good(SendPurpose.FirstContact, Night) with { PatientWroteAt = null });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Decide_code_is_never_sent_after_a_stop_at_any_hour(int hoursAfterNoon)
    {
        var good = Good(SendPurpose.OneTimeCode, Noon.AddHours(hoursAfterNoon));
        ExpectSuppressed(SendReason.ConsentWithdrawn, good with { Consent = Stopped });
        ExpectSuppressed(SendReason.ConsentMissing, good with { Consent = ConsentState.Empty });
    }

    [Fact]
    public void Decide_code_goes_only_while_the_patient_has_just_asked_for_it()
    {
        var good = Good(SendPurpose.OneTimeCode);
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(good with { PatientWroteAt = Noon.AddMinutes(-15) }));
        Assert.All(
            new DateTimeOffset?[] { null, Noon.AddMinutes(-15).AddTicks(-1), Noon.AddTicks(1) },
            asked => ExpectSuppressed(SendReason.AnswerTooLate, good with { PatientWroteAt = asked }));
    }

    [Fact]
    public void Decide_link_with_its_token_passes_the_gate_that_is_asked_of_the_words()
    {
        var text = new MessageText("Pier Clinic: https://portal.example/p/#4111111111111111AAAAAA");
        Assert.Equal(
            new SendVerdict.Send(), SendDecision.Decide(Good(SendPurpose.SecureLink) with { Text = text, Gate = Gate.Check(text) }));
    }

    [Fact]
    public void Decide_hours_are_those_of_the_patient_not_of_the_clinic()
    {
        var evening = new DateTimeOffset(2026, 3, 3, 18, 30, 0, TimeSpan.FromHours(-8));
        var request = Good(SendPurpose.Campaign, evening);
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(request));
        var newYork = request with { PatientTimeZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York") };
        ExpectDefer(new DateTimeOffset(2026, 3, 4, 8, 0, 0, TimeSpan.FromHours(-5)), SendReason.QuietHours, newYork);
    }

    [Fact]
    public void Decide_shorter_hours_of_the_state_are_kept()
    {
        var evening = new DateTimeOffset(2026, 3, 3, 20, 30, 0, TimeSpan.FromHours(-8));
        ExpectDefer(Morning, SendReason.QuietHours, Good(SendPurpose.Campaign, evening) with { RecipientState = UsState.Parse("FL") });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Decide_without_a_slot_asks_for_one(SendPurpose purpose) =>
        ExpectDefer(Noon, SendReason.NoSlot, Good(purpose) with { Slot = null });

    [Fact]
    public void Decide_holiday_of_the_patient_binds_campaigns_only()
    {
        var holidays = new[] { new DateOnly(2026, 3, 3) };
        Assert.All(Enum.GetValues<SendPurpose>(), purpose =>
        {
            var request = Good(purpose) with { Holidays = holidays };
            if (purpose == SendPurpose.Campaign) ExpectDefer(Morning, SendReason.QuietHours, request);
            else Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(request));
        });

        // Monday evening in Seattle is Tuesday in New York.
        var evening = Good(SendPurpose.Campaign, new DateTimeOffset(2026, 3, 3, 20, 59, 0, TimeSpan.FromHours(-8)));
        var tomorrow = evening with { Holidays = [new DateOnly(2026, 3, 4)] };
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(tomorrow));
        var newYork = tomorrow with { PatientTimeZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York") };
        ExpectDefer(new DateTimeOffset(2026, 3, 5, 8, 0, 0, TimeSpan.FromHours(-5)), SendReason.QuietHours, newYork);
    }

    [Fact]
    public void Decide_text_that_has_lost_its_sense_or_will_have_is_suppressed()
    {
        var good = Good(SendPurpose.Campaign);
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(good with { NotAfter = Noon }));
        ExpectSuppressed(SendReason.TooLate, good with { NotAfter = Noon.AddTicks(-1) });
        ExpectSuppressed(SendReason.ConsentWithdrawn, good with { NotAfter = Noon.AddTicks(-1), Consent = Stopped });

        var night = Good(SendPurpose.Campaign, Night);
        ExpectDefer(Morning, SendReason.QuietHours, night with { NotAfter = Morning });
        ExpectSuppressed(SendReason.TooLate, night with { NotAfter = Morning.AddTicks(-1) });

        var paced = good with { Slot = Noon.AddSeconds(5) };
        ExpectDefer(Noon.AddSeconds(5), SendReason.Paced, paced with { NotAfter = Noon.AddSeconds(5) });
        ExpectSuppressed(SendReason.TooLate, paced with { NotAfter = Noon.AddSeconds(4) });
    }

    [Fact]
    public void Decide_slot_to_come_waits_and_slot_gone_by_needs_another()
    {
        var good = Good(SendPurpose.Campaign);
        ExpectDefer(Noon.AddSeconds(5), SendReason.Paced, good with { Slot = Noon.AddSeconds(5) });
        Assert.Equal(new SendVerdict.Send(), SendDecision.Decide(good with { Slot = Noon - SlotLedger.GoodFor }));
        ExpectDefer(Noon, SendReason.NoSlot, good with { Slot = Noon - SlotLedger.GoodFor - TimeSpan.FromTicks(1) });
    }

    [Fact]
    public void Decide_slot_that_falls_into_the_night_waits_for_the_morning()
    {
        var dusk = new DateTimeOffset(2026, 3, 3, 20, 59, 59, TimeSpan.FromHours(-8));
        ExpectDefer(Morning, SendReason.QuietHours, Good(SendPurpose.Campaign, dusk) with { Slot = dusk.AddSeconds(1) });
    }

    [Fact]
    public void Decide_stop_is_confirmed_to_who_has_stopped_and_not_on_toll_free()
    {
        var good = Good(SendPurpose.StopConfirmation);
        ExpectSuppressed(SendReason.NetworkAnswersStop, good with { Line = LineKind.TollFree });
        ExpectSuppressed(SendReason.NotStopped, good with { Consent = Everything });
        ExpectSuppressed(SendReason.NotStopped, good with { Consent = ConsentState.Empty });
    }

    [Fact]
    public void Decide_stop_between_scheduling_and_sending_suppresses()
    {
        var request = Good(SendPurpose.Campaign) with { Slot = Noon.AddMinutes(1) };
        ExpectDefer(Noon.AddMinutes(1), SendReason.Paced, request);
        var then = request with { Now = Noon.AddMinutes(1), Consent = request.Consent.Apply(Stop) };
        ExpectSuppressed(SendReason.ConsentWithdrawn, then);
    }

    [Fact]
    public void Decide_no_consent_never_sends_whatever_else_is_so()
    {
        var dice = new Dice(5);
        for (var i = 0; i < 5_000; i++)
        {
            var purpose = dice.Of(Enum.GetValues<SendPurpose>().Except([SendPurpose.StopConfirmation]).ToArray());
            var request = Good(purpose, dice.Of(Noon, Night)) with
            {
                Class = dice.Of(Enum.GetValues<MessageClass>()),
                Consent = dice.Of(ConsentState.Empty, Stopped),
                Line = dice.Of(Enum.GetValues<LineKind>()),
                Text = dice.Of(new MessageText("Hello"), default),
                Slot = dice.Of<DateTimeOffset?>(null, Noon, Night),
            };
            Assert.True(SendDecision.Decide(request) is SendVerdict.Refuse or SendVerdict.Suppress);
        }
    }

    [Fact]
    public void Reasons_have_codes_of_their_own()
    {
        Assert.Equal(SendReason.All.Count, SendReason.All.Select(reason => reason.Code).Distinct().Count());
        Assert.All(SendReason.All, reason => Assert.Matches("^[a-z]+(-[a-z]+)*$", reason.Code));
        var declared = typeof(SendReason).GetProperties().Count(property => property.PropertyType == typeof(SendReason));
        Assert.Equal(declared, SendReason.All.Count);
        Assert.All(SendReason.All, Assert.NotNull);
    }

    private static void ExpectNo(SendReason reason, SendRequest request) => Assert.Equal(
        request.Purpose is SendPurpose.StaffReply or SendPurpose.StaffFirst or SendPurpose.SecureLink
            ? new SendVerdict.Refuse(reason)
            : new SendVerdict.Suppress(reason),
        SendDecision.Decide(request));

    private static void ExpectRefusal(SendReason reason, SendRequest request) =>
        Assert.Equal(new SendVerdict.Refuse(reason), SendDecision.Decide(request));

    private static void ExpectSuppressed(SendReason reason, SendRequest request) =>
        Assert.Equal(new SendVerdict.Suppress(reason), SendDecision.Decide(request));

    private static void ExpectDefer(DateTimeOffset until, SendReason reason, SendRequest request) =>
        Assert.Equal(new SendVerdict.Defer(until, reason), SendDecision.Decide(request));
}
