using SecureText.Simulator;
using static SecureText.Demo.DayCanaries;

namespace SecureText.Demo;

/// <content>Staff read and answer.</content>
internal sealed partial class ClinicDay
{
    private static readonly string Words = $"Hello, {StaffWord} here. You are down for Monday at 9.";

    private async Task<string> AnswerAsync(CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Maria, cancellationToken);
        (await member.PostAsync($"{path}/patients", new { displayName = Name }, cancellationToken)).Must(201);
        (await member.PostAsync($"{path}/read", null, cancellationToken)).Must(204);
        var sent = await AnswerAsync(Maria, Words, "answer-1", cancellationToken);

        Expect.Equal("delivered", sent.Status, "the answer's status");
        Expect.Equal(Words, (await OnPhoneAsync(Maria, 2, cancellationToken))[1], "the answer on the phone");
        var item = await ConversationAsync(Maria, cancellationToken);
        Expect.Equal(Name, (string?)item["patients"]?[0]?["displayName"], "the name in the inbox");
        Expect.Equal((0, false), ((int)item["unread"]!, (bool)item["unanswered"]!), "unread and unanswered");
        return "on the phone, delivery reported";
    }

    private async Task<string> RepeatedAnswerAsync(CancellationToken cancellationToken)
    {
        await AnswerAsync(Maria, Words, "answer-1", cancellationToken);

        await OnPhoneAsync(Maria, 2, cancellationToken);
        return "one text for two requests with one key";
    }

    private async Task<string> LostReceiptAsync(CancellationToken cancellationToken)
    {
        system.Handset.Network.Switches.Fault = ServiceFault.AnswerLost;
        var sent = await AnswerAsync(
            Maria, $"One more thing from {StaffWord}: the entrance is on Pier Street.", "answer-2", cancellationToken);
        system.Handset.Network.Switches.Fault = ServiceFault.None;

        Expect.Equal("delivered", sent.Status, "status");
        await OnPhoneAsync(Maria, 3, cancellationToken);
        return "asked again with the same id, one text on the phone";
    }

    private async Task<string> UndeliveredAsync(CancellationToken cancellationToken)
    {
        await Phone(Unreachable).TextAsync("Can you hear me?", cancellationToken);
        var sent = await AnswerAsync(Unreachable, Words, "answer-3", cancellationToken);

        Expect.Equal(("failed", "4006"), (sent.Status, sent.Reason ?? string.Empty), "status and reason");
        return "failed, 4006 unreachable";
    }

    private async Task<string> NotesAsync(CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Maria, cancellationToken);
        var colleague = (string?)(await manager.GetAsync("api/me", cancellationToken)).Must(200).Json!["id"];
        var note = new { text = $"{NoteWord}: please call her.", mentions = new[] { colleague }, idempotencyKey = "note-1" };
        (await member.PostAsync($"{path}/notes", note, cancellationToken)).Must(201);
        Expect.Equal(1, await MentionsAsync(), "notes that wait for the colleague");
        (await manager.PostAsync($"{path}/read", null, cancellationToken)).Must(204);
        Expect.Equal(0, await MentionsAsync(), "notes that wait for the colleague");

        var text = new
        {
            text = $"{StaffWord} again: see you then.",
            idempotencyKey = "later-1",
            sendAt = TimeProvider.System.GetUtcNow().AddDays(1),
        };
        var later = (await member.PostAsync($"{path}/messages", text, cancellationToken)).Must(202);
        (await member.PostAsync($"{path}/messages/{(string)later.Json!["id"]!}/cancel", null, cancellationToken)).Must(204);
        var shown = (await ThreadAsync(Maria, cancellationToken)).Single(one => one.Text == text.text);
        Expect.Equal(("suppressed", "cancelled"), (shown.Status, shown.Reason ?? string.Empty), "status and reason");
        await OnPhoneAsync(Maria, 3, cancellationToken);
        return "told until read; nothing sent";

        async Task<int> MentionsAsync() =>
            (await manager.GetAsync("api/mentions", cancellationToken)).Must(200).Json!["items"]!.AsArray().Count;
    }

    private Task<string> SaysTooMuchAsync(CancellationToken cancellationToken) =>
        RefusedAsync($"{StaffWord}: your HIV test result is positive.", "says-too-much", cancellationToken);

    private Task<string> TooLongAsync(CancellationToken cancellationToken) =>
        RefusedAsync(string.Concat(Enumerable.Repeat("See you on Monday. ", 100)), "too-long", cancellationToken);

    private async Task<string> RefusedAsync(string words, string problem, CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Maria, cancellationToken);
        var answer = await member.PostAsync(
            $"{path}/messages", Message(words, $"refused-{problem}"), cancellationToken);
        answer.MustFail(422, problem);
        await OnPhoneAsync(Maria, 3, cancellationToken);
        return $"422 {problem}, nothing sent";
    }

    private async Task<string> HandlingAsync(CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Devon, cancellationToken);
        var to = (string?)(await member.GetAsync("api/me", cancellationToken)).Must(200).Json!["id"];
        (await manager.PostAsync($"{path}/assign", new { to }, cancellationToken)).Must(204);
        var mine = (await member.GetAsync("api/conversations?view=mine", cancellationToken)).Must(200);
        Expect.Equal(Devon, (string?)mine.Json!["items"]!.AsArray().Single()!["number"], "the assigned conversation");
        (await member.PostAsync($"{path}/close", null, cancellationToken)).MustFail(409, "unread-texts");
        (await member.PostAsync($"{path}/read", null, cancellationToken)).Must(204);
        (await member.PostAsync($"{path}/close", null, cancellationToken)).Must(204);
        Expect.Equal("closed", (string?)(await ConversationAsync(Devon, cancellationToken))["status"], "status");
        (await member.PostAsync($"{path}/reopen", null, cancellationToken)).Must(204);
        Expect.Equal("open", (string?)(await ConversationAsync(Devon, cancellationToken))["status"], "status");
        return "seen in each of its views";
    }

    private static object Message(string text, string key) => new { text, channel = "sms", idempotencyKey = key };
}
