using System.Globalization;
using SecureText.Clinic;
using SecureText.Sending;

namespace SecureText.Campaigns;

/// <summary>What an answer brings about.</summary>
internal static class JourneyAnswers
{
    /// <summary>The patient answered; without an open question there is nothing to answer, and staff read the text as any other.</summary>
    internal static (JourneyState, IReadOnlyList<JourneyEffect>) Take(
        Playbook playbook, JourneyState state, Answer answer, DateTimeOffset now)
    {
        if (state.Status != JourneyStatus.Running || Find(playbook, state.Asked) is not { } question) return (state, []);
        return question.Rules.FirstOrDefault(rule => Fits(rule.When, answer.Value)) is { } rule
            ? Understood(playbook, state, question, rule, answer.Value!, now)
            : NotUnderstood(playbook, state, question);
    }

    /// <summary>Nothing is taken for said; a person reads it, at once when it may be a warning sign.</summary>
    internal static (JourneyState, IReadOnlyList<JourneyEffect>) Doubt(
        Playbook playbook, JourneyState state, JourneyEvent.Doubtful doubtful)
    {
        var rule = Find(playbook, doubtful.Question)?.Rules.FirstOrDefault(rule => Fits(rule.When, doubtful.Answer.Value));
        var isUrgent = rule is { Urgent: true };
        return (
            state with { PersonCalled = true, RedFlag = state.RedFlag || isUrgent },
            [new JourneyEffect.CallPerson(isUrgent ? "red-flag" : "unclear-answer", isUrgent)]);
    }

    /// <summary>Does a rule speak of this value?</summary>
    internal static bool Fits(string when, string? value)
    {
        if (value is null) return false;
        if (when == value) return true;
        return when.Split('-') is [var from, var to]
            && Number(from, out var least) && Number(to, out var most) && Number(value, out var number)
            && number >= least && number <= most;
    }

    /// <summary>The words that go back: the reply, and the next question after it, in one text with one name at its head.</summary>
    internal static Bilingual? Words(AnswerRule rule, Question? next) => (rule.Reply, next?.Text) switch
    {
        ({ } reply, { } question) => new Bilingual(Joined(reply.En, question.En), Joined(reply.Es, question.Es)),
        var (reply, question) => reply ?? question,
    };

    internal static Question? Find(Playbook playbook, string? id) =>
        id is null ? null : playbook.Questions.FirstOrDefault(question => question.Id == id);

    private static (JourneyState, IReadOnlyList<JourneyEffect>) Understood(
        Playbook playbook, JourneyState state, Question question, AnswerRule rule, string value, DateTimeOffset now)
    {
        var effects = new List<JourneyEffect>();
        var next = state.Held ? null : Find(playbook, rule.Ask);
        var calls = rule.CallPerson || rule.Urgent;
        state = state with
        {
            Status = rule.Settles ? JourneyStatus.Settled : state.Status,
            Outcome = rule.Outcome ?? state.Outcome,
            Answers = [.. state.Answers, new GivenAnswer(question.Id, value, now)],
            Asked = null,
            Unclear = 0,
            PersonCalled = state.PersonCalled || calls,
            RedFlag = state.RedFlag || rule.Urgent,
        };

        if (calls) effects.Add(new JourneyEffect.CallPerson(Code(rule), rule.Urgent));
        if (Words(rule, next) is { } words && MaySend(playbook, state, rule.Urgent))
        {
            effects.Add(new JourneyEffect.Send(Key(state), words) { IsReply = true, Asks = next?.Form });
            state = state with { Sends = state.Sends + 1, Replies = state.Replies + 1 };
            if (next is not null) state = state with { Asked = next.Id, Opened = state.Opened + 1 };
        }

        return (state, effects);
    }

    // Once more; then a person. Also when nothing may be sent: an answer that nobody understood must not lie there.
    private static (JourneyState, IReadOnlyList<JourneyEffect>) NotUnderstood(
        Playbook playbook, JourneyState state, Question question)
    {
        if (state.Unclear == 0 && MaySend(playbook, state, isUrgent: false))
        {
            return (
                state with { Unclear = 1, Sends = state.Sends + 1, Replies = state.Replies + 1 },
                [new JourneyEffect.Send(Key(state), question.Again) { IsReply = true, Asks = question.Form }]);
        }

        return (
            state with { Asked = null, Unclear = 0, PersonCalled = true },
            [new JourneyEffect.CallPerson("unclear-answer", Urgent: false)]);
    }

    // A pause keeps back what a clinic has to say, not "call 911". The sender asks consent all the same.
    private static bool MaySend(Playbook playbook, JourneyState state, bool isUrgent) =>
        (!state.Held || isUrgent) && state.Sends < playbook.MostSends;

    // Stands in clear columns: it must not tell which question was answered, nor that an answer was unclear (P1).
    private static string Key(JourneyState state) => string.Create(CultureInfo.InvariantCulture, $"reply-{state.Replies + 1}");

    private static string Code(AnswerRule rule) => rule switch
    {
        { Urgent: true } => "red-flag",
        { When: "no" } => "declined",
        { When: "reschedule" } => "reschedule",
        _ => "question",
    };

    private static string Joined(string reply, string question)
    {
        const string Head = StandardReplies.ClinicPlace + ": ";
        return $"{reply} {(question.StartsWith(Head, StringComparison.Ordinal) ? question[Head.Length..] : question)}";
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
