using SecureText.Demo;
using SecureText.Faults.Run;
using SecureText.SignIn;

namespace SecureText.Faults.Load;

/// <summary>One conversation: what patient and staff do in it, one thing after the other, and what must be so afterwards.</summary>
internal sealed class Talk(BusyDay day, string number, int index, Dice dice)
{
    private static readonly int[] Lots = [40, 70, 80, 90, 95];

    private readonly List<string> waiting = [];
    private string? id;
    private int made;
    private Standing standing = new(null, 0, 0, false);

    /// <summary>Texts and answers until the day closes; then its standing is told.</summary>
    internal async Task TalkAsync(CancellationToken closing, CancellationToken token)
    {
        await TextAsync(wait: true, token);

        // One of each at least, however short the day and however slow the machine.
        for (var i = 0; i < Lots.Length || !closing.IsCancellationRequested; i++)
        {
            await DeedAsync(i < Lots.Length ? Lots[i] : dice.Next(100), token);
            await day.PauseAsync(dice, closing);
        }

        // Every other one ends the day with an answer to all that was written.
        if (index % 2 == 0)
        {
            foreach (var one in waiting) await day.Phones.TakenAsync(one, token);
            await ReplyAsync(token);
        }

        day.Promises.Standings[number] = standing;
    }

    /// <summary>The same, and STOP after some deeds; then silence, whatever is tried.</summary>
    internal async Task LeaveAsync(CancellationToken closing, CancellationToken token)
    {
        await TextAsync(wait: true, token);
        var deeds = 2 + dice.Next(4) + 3 * index;
        for (var i = 0; i < deeds && !closing.IsCancellationRequested; i++)
        {
            if (dice.Chance(50)) await TextAsync(dice.Chance(50), token);
            else await ReplyAsync(token);
            await day.PauseAsync(dice, closing);
        }

        await day.StopAsync(number, token);
        await ReplyAsync(token);
        await TextAsync(wait: false, token);
        await ReplyAsync(token);
    }

    private Task DeedAsync(int lot, CancellationToken token) => lot switch
    {
        < 30 => TextAsync(dice.Chance(60), token),
        < 65 => ReplyAsync(token),
        < 75 => NoteAsync(token),
        < 85 => ReadAsync(token),
        < 92 => MarkReadAsync(token),
        < 97 => AssignAsync(token),
        _ => CloseAsync(token),
    };

    private async Task TextAsync(bool wait, CancellationToken token)
    {
        var bubble = day.Text(number, $"{DayWords.Patient} says {index}.{++made}");
        standing = standing with { UnreadFrom = standing.UnreadFrom + 1, UnreadTo = standing.UnreadTo + 1, Unanswered = true };
        if (wait) await day.Phones.TakenAsync(bubble.Id, token);
        else waiting.Add(bubble.Id);
    }

    private async Task ReplyAsync(CancellationToken token)
    {
        var late = Late();
        var asked = new Asked(Kind.Reply, number, $"{DayWords.Staff} answers {index}.{++made}", $"reply-{index}-{made}");
        var body = new { text = asked.Words, channel = "sms", idempotencyKey = asked.Key };
        await WriteAsync("messages", asked, body, token);
        standing = standing with { Unanswered = asked.IsPromised && late == 0 ? false : null };
    }

    private Task NoteAsync(CancellationToken token)
    {
        var asked = new Asked(Kind.Note, number, $"{DayWords.Note} notes {index}.{++made}", $"note-{index}-{made}");
        return WriteAsync("notes", asked, new { text = asked.Words, mentions = Array.Empty<string>(), idempotencyKey = asked.Key }, token);
    }

    // Now and then somebody whose request had no answer leaves it at that; and somebody asks twice what was answered.
    private async Task WriteAsync(string where, Asked asked, object body, CancellationToken token)
    {
        var path = $"api/conversations/{await IdAsync(token)}/{where}";
        day.Promises.All.Add(asked);
        day.Writes?.Invoke(asked.Kind);
        Task<Answer> Ask(StaffClient client) => client.PostAsync(path, body, token);
        var answer = dice.Chance(15)
            ? await day.Staff.OnceAsync(DemoPeople.Manager, where, Ask, token)
            : await day.Staff.SureAsync(DemoPeople.Manager, where, Ask, token);
        day.Answered(asked, answer);
        if (answer is not null && dice.Chance(15))
            day.Answered(asked, await day.Staff.SureAsync(DemoPeople.Manager, where, Ask, token));
    }

    private async Task ReadAsync(CancellationToken token)
    {
        var path = $"api/conversations/{await IdAsync(token)}/messages";
        (await day.Staff.SureAsync(DemoPeople.Manager, "read thread", client => client.GetAsync(path, token), token)).Must(200);
    }

    private async Task MarkReadAsync(CancellationToken token)
    {
        var late = Late();
        (await PostAsync("read", null, token)).Must(204);
        standing = standing with { UnreadFrom = 0, UnreadTo = late };
    }

    private async Task AssignAsync(CancellationToken token)
    {
        var to = dice.Chance(50) ? await day.MemberAsync(token) : null;
        (await PostAsync("assign", new { to }, token)).Must(204);
        standing = standing with { AssignedTo = to };
    }

    private async Task CloseAsync(CancellationToken token)
    {
        var late = Late();
        var answer = await PostAsync("close", null, token);
        if ((int)answer.Status == 204) standing = standing with { UnreadFrom = 0, UnreadTo = late, Unanswered = late == 0 ? false : null };
        else answer.MustFail(409, "unread-texts");
    }

    private async Task<Answer> PostAsync(string verb, object? body, CancellationToken token)
    {
        var path = $"api/conversations/{await IdAsync(token)}/{verb}";
        return await day.Staff.SureAsync(DemoPeople.Manager, verb, client => client.PostAsync(path, body, token), token);
    }

    private async Task<string> IdAsync(CancellationToken token) => id ??= await day.Staff.FindAsync(number, token);

    // Texts that are on their way: whether they come before what is done now, nobody can say.
    private int Late()
    {
        waiting.RemoveAll(one => day.Phones.TakenAt(one) is not null);
        return waiting.Count;
    }
}
