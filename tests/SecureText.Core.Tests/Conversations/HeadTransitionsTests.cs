using SecureText.Campaigns;
using SecureText.Consent;

namespace SecureText.Conversations;

public class HeadTransitionsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_change_raises_the_version_by_one_and_keeps_the_line()
    {
        var head = Waiting();
        ConversationHead[] after =
        [
            head.Received(At, true, true), head.Answered(At), head.MarkedRead(), head.Named(), head.Assigned("u1"),
            head.Assigned(null), head.Closed(), head.Reopened(), head.Consented(ConsentState.Empty),
            head.CalledBack(null), head.CalledBack(At),
        ];
        Assert.All(after, a => Assert.Equal((head.Version + 1, head.LineId), (a.Version, a.LineId)));
    }

    [Fact]
    public void Received_texts_in_any_order_give_the_same_head()
    {
        var times = new[] { At, At.AddMinutes(2), At.AddMinutes(-3) };
        var heads = Permutations(times).Select(order => order.Aggregate(
            HeadTransitions.Begin("main"), (head, at) => head.Received(at, needsAnswer: true, urgent: at == At)));
        var one = Assert.Single(heads.Distinct());
        Assert.Equal((3, At.AddMinutes(-3), At.AddMinutes(2), true), (one.Unread, one.UnansweredSince, one.LastActivityAt, one.Urgent));
    }

    [Fact]
    public void Received_keyword_counts_as_unread_and_waits_for_no_answer()
    {
        var head = HeadTransitions.Begin("main").Received(At, needsAnswer: false, urgent: false);
        Assert.Equal((1, (DateTimeOffset?)null, false), (head.Unread, head.UnansweredSince, head.Urgent));
    }

    [Fact]
    public void Received_keyword_does_not_answer_what_waits() =>
        Assert.Equal(At, Waiting().Received(At.AddMinutes(1), needsAnswer: false, urgent: false).UnansweredSince);

    [Fact]
    public void Received_on_a_closed_conversation_opens_it_and_keeps_who_has_it()
    {
        var head = Waiting().Assigned("u1").Closed().Received(At.AddMinutes(1), true, false);
        Assert.Equal((ConversationStatus.Open, "u1", 1), (head.Status, head.AssignedTo, head.Unread));
    }

    [Fact]
    public void CalledBack_gives_back_since_when_the_patient_waited()
    {
        var answered = Waiting().Answered(At.AddMinutes(1));
        Assert.Equal(At, answered.CalledBack(At).UnansweredSince);
        Assert.Null(answered.CalledBack(null).UnansweredSince);

        // What waits already waits since the earlier of the two.
        var again = answered.Received(At.AddMinutes(2), needsAnswer: true, urgent: false);
        Assert.Equal(At, again.CalledBack(At).UnansweredSince);
        Assert.Equal(At.AddMinutes(2), again.CalledBack(null).UnansweredSince);
        Assert.Null(answered.Closed().CalledBack(At).UnansweredSince);
        Assert.Equal(ConversationStatus.Closed, answered.Closed().CalledBack(At).Status);
    }

    [Fact]
    public void Answered_closes_the_question_of_a_playbook_as_the_next_text_answers_staff()
    {
        var asked = new OpenQuestion(JourneyId.For("reminder", "o1"), AnswerForm.YesNo, At);
        Assert.Null(Waiting().Stepped(default, asked).Answered(At.AddMinutes(1)).Asked);
    }

    [Fact]
    public void Answered_nothing_waits_and_what_is_unread_stays_unread()
    {
        var head = Waiting().Answered(At.AddMinutes(1));
        Assert.Equal((null, 1, At.AddMinutes(1)), (head.UnansweredSince, head.Unread, head.LastActivityAt));
    }

    [Fact]
    public void Answered_earlier_than_the_newest_text_does_not_move_the_conversation_down() =>
        Assert.Equal(At, Waiting().Answered(At.AddHours(-1)).LastActivityAt);

    [Fact]
    public void Closed_nothing_waits_presses_or_is_unread()
    {
        var head = Waiting().Received(At, true, urgent: true).Closed();
        Assert.Equal(
            (ConversationStatus.Closed, (DateTimeOffset?)null, false, 0),
            (head.Status, head.UnansweredSince, head.Urgent, head.Unread));
    }

    [Fact]
    public void Reopened_and_read_and_assigned_change_only_that()
    {
        var head = Waiting();
        Assert.Equal(head with { Version = head.Version + 2 }, head.Closed().Reopened() with { UnansweredSince = At, Unread = 1 });
        Assert.Equal(head with { Version = head.Version + 1, Unread = 0 }, head.MarkedRead());
        Assert.Equal(head with { Version = head.Version + 1, AssignedTo = "u2" }, head.Assigned("u2"));
    }

    private static ConversationHead Waiting() => HeadTransitions.Begin("main").Received(At, needsAnswer: true, urgent: false);

    private static IEnumerable<DateTimeOffset[]> Permutations(DateTimeOffset[] of) => of.Length <= 1
        ? [of]
        : of.SelectMany(first => Permutations([.. of.Where(one => one != first)]), (first, rest) => (DateTimeOffset[])[first, .. rest]);
}
