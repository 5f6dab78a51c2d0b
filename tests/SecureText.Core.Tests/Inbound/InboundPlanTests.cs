using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Inbound;

public class InboundPlanTests
{
    // A Wednesday: noon and eleven at night in Seattle.
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Night = new(2026, 11, 19, 7, 0, 0, TimeSpan.Zero);
    private static readonly ConversationId Id = ConversationId.Parse(new string('a', ConversationId.Length));

    [Fact]
    public void Make_first_text_is_greeted_once_and_waits_for_an_answer()
    {
        var first = Plan(null, "May I come at four?", Noon);
        Assert.Equal([null, SendPurpose.FirstContact], first.Messages.Select(m => m.Purpose));
        Assert.Equal([first.Messages[1].Id], first.Messages[0].Replies);
        Assert.Equal((1, Noon, false, true), (first.After.Unread, first.After.UnansweredSince!.Value, first.After.Urgent, first.After.Greeted));
        Assert.True(first.After.Consent.Allows(MessageClass.Conversation));

        Assert.Single(Plan(first.After, "Hello?", Noon.AddDays(7)).Messages);
    }

    [Fact]
    public void Make_the_same_text_again_makes_the_same_ids()
    {
        var (one, again) = (Plan(null, "Hello", Night), Plan(null, "Hello", Night));
        Assert.Equal(one.Messages.Select(m => m.Id), again.Messages.Select(m => m.Id));
        Assert.Equal(one.After, again.After);
    }

    [Fact]
    public void Make_answers_stand_behind_the_text_and_each_at_its_own_place()
    {
        var ids = Plan(null, "Hello", Night).Messages.Select(m => m.Id.Value).ToList();
        Assert.Equal(3, ids.Count);
        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), ids);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(11.99, 0)]
    [InlineData(12, 1)]
    public void Make_at_night_answers_at_most_once_in_twelve_hours(double hoursLater, int answers)
    {
        var before = hoursLater == 0 ? null : Plan(null, "Hello", Night.AddHours(-1)).After;
        var plan = Plan(before, "Are you there?", Night.AddHours(-1 + hoursLater));
        Assert.Equal(answers, plan.Messages.Count(m => m.Purpose == SendPurpose.AfterHours));
    }

    [Fact]
    public void Make_in_open_hours_says_nothing_of_closed() =>
        Assert.DoesNotContain(Plan(null, "Hello", Noon).Messages, m => m.Purpose == SendPurpose.AfterHours);

    [Theory]
    [InlineData("STOP", SendPurpose.StopConfirmation, "START to come back")]
    [InlineData("alto", SendPurpose.StopConfirmation, "INICIAR")]
    [InlineData("help!", SendPurpose.HelpAnswer, "911")]
    [InlineData("Ayuda", SendPurpose.HelpAnswer, "911")]
    [InlineData("start", SendPurpose.StartConfirmation, "Welcome back")]
    [InlineData("iniciar", SendPurpose.StartConfirmation, "De nuevo")]
    public void Make_keyword_is_answered_in_its_language_and_waits_for_nobody(string text, SendPurpose purpose, string words)
    {
        var plan = Plan(null, text, Night);
        Assert.Equal([null, purpose], plan.Messages.Select(m => m.Purpose));
        Assert.Contains(words, plan.Messages[1].Text.Value, StringComparison.Ordinal);
        Assert.StartsWith("Sample Clinic: ", plan.Messages[1].Text.Value, StringComparison.Ordinal);
        Assert.Null(plan.After.UnansweredSince);
    }

    [Fact]
    public void Make_stop_withdraws_everything_and_is_confirmed_once_until_a_start()
    {
        var stopped = Plan(Plan(null, "Hello", Noon).After, "STOP", Noon.AddMinutes(1));
        Assert.True(stopped.After.Consent.IsWithdrawn);
        Assert.Equal((ConsentChange.Withdrawn, true), (stopped.Consents[0].Record.Change, stopped.Consents[0].Record.IsGlobal));

        Assert.Single(Plan(stopped.After, "STOP", Noon.AddMinutes(2)).Messages);

        var back = Plan(stopped.After, "START", Noon.AddMinutes(3));
        Assert.True(back.After.Consent.Allows(MessageClass.Conversation));
        Assert.Equal(2, Plan(back.After, "STOP", Noon.AddMinutes(4)).Messages.Count);
    }

    [Fact]
    public void Make_stop_that_a_later_start_overtook_confirms_nothing_and_leaves_the_next_stop_its_confirmation()
    {
        var started = Plan(Plan(null, "Hello", Noon).After, "START", Noon.AddMinutes(2)).After;
        var late = Plan(started, "STOP", Noon.AddMinutes(3), at: Noon.AddMinutes(1));
        Assert.False(late.After.Consent.IsWithdrawn);
        Assert.Single(late.Messages);

        var stopped = Plan(late.After, "STOP", Noon.AddMinutes(4));
        Assert.Contains(stopped.Messages, m => m.Purpose == SendPurpose.StopConfirmation);
    }

    [Fact]
    public void Make_start_older_than_the_stop_in_force_brings_no_second_confirmation()
    {
        var stopped = Plan(Plan(null, "Hello", Noon).After, "STOP", Noon.AddMinutes(2)).After;
        var late = Plan(stopped, "START", Noon.AddMinutes(3), at: Noon.AddMinutes(1)).After;
        Assert.True(late.Consent.IsWithdrawn);
        Assert.Single(Plan(late, "STOP", Noon.AddMinutes(4)).Messages);
    }

    [Fact]
    public void Make_stop_after_a_form_lifted_the_last_one_is_confirmed_again()
    {
        var stopped = Plan(null, "STOP", Noon).After;
        var form = new ConsentRecord(ConsentChange.Granted, [], ConsentSource.Form, Noon.AddMinutes(1), "staff:7");
        var signed = stopped.Consented(stopped.Consent.Apply(form));
        Assert.Contains(Plan(signed, "STOP", Noon.AddMinutes(2)).Messages, m => m.Purpose == SendPurpose.StopConfirmation);
    }

    [Fact]
    public void Make_text_after_stop_does_not_take_it_back()
    {
        var stopped = Plan(null, "STOP", Noon).After;
        Assert.True(Plan(stopped, "May I come at four?", Noon.AddMinutes(1)).After.Consent.IsWithdrawn);
    }

    [Fact]
    public void Make_start_on_a_toll_free_line_is_left_to_the_network()
    {
        var plan = Plan(null, "START", Noon, kind: LineKind.TollFree);
        Assert.Single(plan.Messages);
        Assert.True(plan.After.Consent.Allows(MessageClass.Conversation));
    }

    [Fact]
    public void Make_what_sounds_like_a_withdrawal_is_urgent_and_pauses()
    {
        var plan = Plan(Plan(null, "Hello", Noon).After, "please don't text me any more", Noon.AddMinutes(1));
        Assert.True(plan.After.Urgent);
        Assert.True(plan.After.Consent.IsPausedForReview);
        Assert.NotNull(plan.After.UnansweredSince);
        Assert.Equal("please don't text me any more", plan.Consents[0].Record.Wording?.Value);
    }

    [Theory]
    [InlineData("STOP", ConsentChange.Withdrawn)]
    [InlineData("please stop texting me", ConsentChange.ReviewAsked)]
    public void Make_consent_keeps_only_the_beginning_of_endless_words(string text, ConsentChange change)
    {
        var record = Plan(null, text + new string('!', 1 << 20), Noon).Consents[0].Record;
        Assert.Equal(change, record.Change);
        Assert.StartsWith(text, record.Wording!.Value.Value, StringComparison.Ordinal);
        Assert.InRange(record.Wording!.Value.Value.Length, 1000, 2000);
    }

    [Fact]
    public void Make_text_from_the_future_takes_nothing_from_there()
    {
        var future = Noon.AddYears(10);
        var plan = Plan(null, "START", Noon, at: future);
        Assert.Equal(Noon, plan.Consents[0].Record.At);
        Assert.Equal(Noon, plan.After.LastActivityAt);
        Assert.True(plan.Messages[1].Id.PlacedAt < Noon.AddSeconds(1));
        // Its own place must not depend on when it is delivered, or a second delivery would be a second text.
        Assert.Equal(MessageId.For(future, "Incoming_1"), plan.Messages[0].Id);
        Assert.True(Plan(plan.After, "STOP", Noon.AddMinutes(1)).After.Consent.IsWithdrawn);
    }

    [Fact]
    public void Make_answer_to_a_playbook_waits_for_staff_until_the_journey_has_taken_it()
    {
        var asked = Plan(null, "Hello", Noon).After.Answered(Noon.AddMinutes(1)).Stepped(
            default, new OpenQuestion(JourneyId.For("reminder", "o1"), AnswerForm.YesNo, Noon.AddMinutes(2)));
        var plan = Plan(asked, "Yes", Noon.AddMinutes(3));
        Assert.Equal(Noon.AddMinutes(3), plan.After.UnansweredSince);
        Assert.Single(plan.Messages);
    }

    private static InboundPlan Plan(
        ConversationHead? before, string text, DateTimeOffset now, LineKind kind = LineKind.TenDigit, DateTimeOffset? at = null)
    {
        var line = new ClinicLine(LineId.Parse("main"), PhoneNumber.Parse("+12065550100"), kind);
        var clinic = new ClinicProfile(
            ClinicName.Parse("Sample Clinic"),
            TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"),
            [line],
            OpeningHours.Parse([KeyValuePair.Create("Wednesday", (string?)"08:00-17:00")]));
        var sms = new AcsEvent.SmsReceived("Incoming_1", "+12065550123", "+12065550100", new MessageText(text), at ?? now);
        return InboundPlan.Make(Id, before ?? HeadTransitions.Begin("main"), clinic, ClinicSettings.Initial(clinic), line, sms, now);
    }
}
