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
        var next = Find(playbook, rule.Ask);
        var name = Key("reply", state);
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
        if (Words(rule, next) is { } words && MaySend(playbook, state))
        {
            effects.Add(new JourneyEffect.Send(name, words) { IsReply = true, Asks = next?.Form });
            state = state with { Sends = state.Sends + 1 };
            if (next is not null) state = state with { Asked = next.Id, Opened = state.Opened + 1 };
        }

        return (state, effects);
    }

    // Once more; then a person. Also when nothing may be sent: an answer that nobody understood must not lie there.
    private static (JourneyState, IReadOnlyList<JourneyEffect>) NotUnderstood(
        Playbook playbook, JourneyState state, Question question)
    {
        if (state.Unclear == 0 && MaySend(playbook, state))
        {
            return (
                state with { Unclear = 1, Sends = state.Sends + 1 },
                [new JourneyEffect.Send(Key("again", state), question.Again) { IsReply = true, Asks = question.Form }]);
        }

        return (
            state with { Asked = null, Unclear = 0, PersonCalled = true },
            [new JourneyEffect.CallPerson("unclear-answer", Urgent: false)]);
    }

    private static bool MaySend(Playbook playbook, JourneyState state) => !state.Held && state.Sends < playbook.MostSends;

    // A question that is asked a second time gets other names for its texts, or they would be taken for the first ones.
    private static string Key(string kind, JourneyState state) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{state.Asked}-{state.Opened}");

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
