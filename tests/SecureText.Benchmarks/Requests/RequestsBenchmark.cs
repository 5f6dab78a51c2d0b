using System.Globalization;
using System.Text.Json;
using SecureText.Api;
using SecureText.Benchmarks.Inbound;
using SecureText.Benchmarks.Measure;
using SecureText.Harness;
using SecureText.Hosted;

namespace SecureText.Benchmarks.Requests;

/// <summary>
/// What one thing asks of storage and of the key service, counted in the program's own pipeline, beside what P8 allows. The
/// size is how often each is done.
/// </summary>
internal static class RequestsBenchmark
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var times = options.SizeOr(usual: 50, small: 10);
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        try
        {
            var counter = new CountingPolicy();
            await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
            var figures = new List<Figure>();

            // The first makes the conversation, the second has the program's keys at hand.
            for (var n = 0; n < 2; n++) await TextAsync(n);
            await CountAsync(clinic, "inbound text", "A text of a known patient; the settings' own reading, once in half a minute, is not in it.", 4, 0, n => TextAsync(n + 2));
            say("requests: texts counted");

            // To another patient, so that the thread that is opened later has nothing but the patient's texts.
            await clinic.DeliverAsync(AcsJson.Sms("other", "May I come?", FilmNumbers.NumberOf(0)));
            var other = (await clinic.ConversationOf(FilmNumbers.NumberOf(0))).Value;
            var id = (await clinic.ConversationOf(TestClinic.Patient)).Value;
            await CountAsync(clinic, "staff reply", "A reply of staff on a free line, from the API's function until the carrier has it; none is asked for.", null, 0, ReplyAsync);
            say("requests: replies counted");

            // A process that has just started, but has shown an inbox and whose the staff's names are: what it opens then costs keys.
            var cold = new CountingPolicy();
            await using var reader = clinic.Beside(cold, realJournal: true);
            await CallAsync(reader, "ListConversations");
            await CallAsync(reader, "ReadMessages", other);
            await OnceAsync("thread, key not yet open", "A conversation of one data key, opened first: one query, one append, one unwrap.", 2, 1, () => ReadAsync(Principal.Member));
            await CountAsync(reader, "thread", "The same again: one query and one append.", 2, 0, _ => ReadAsync(Principal.Member), cold);
            await CountAsync(reader, "inbox page", "A page of the inbox: one query and one append.", 2, 0, _ => CallAsync(reader, "ListConversations"), cold);
            var member = await reader.SignInAsync();
            await ReadAsync(member.Header);
            await CountAsync(reader, "thread with its caller", "The same with letting its caller in: two point reads more.", 4, 0, _ => ReadAsync(member.Header), cold);
            return figures;

            Task TextAsync(int n) => clinic.DeliverAsync(AcsJson.Sms($"text{n}", $"At {n}?", at: TestClinic.Noon.AddSeconds(n)));

            Task ReadAsync(string principal) => CallAsync(reader, "ReadMessages", id, principal);

            async Task ReplyAsync(int n)
            {
                clinic.Time.Advance(TimeSpan.FromSeconds(5));
                counter.Clear();
                var body = JsonSerializer.Serialize(new { text = "Please come at four.", channel = "sms", idempotencyKey = $"reply{n}" });
                await CallAsync(clinic, "SendMessage", other, Principal.Member, body);
            }

            Task OnceAsync(string name, string means, int requests, int keys, Func<Task> act) =>
                CountedAsync(reader, name, means, requests, keys, 1, _ => act(), cold);

            Task CountAsync(TestClinic of, string name, string means, int? requests, int keys, Func<int, Task> act, CountingPolicy? by = null) =>
                CountedAsync(of, name, means, requests, keys, times, act, by ?? counter);

            async Task CountedAsync(TestClinic of, string name, string means, int? requests, int keys, int count, Func<int, Task> act, CountingPolicy by)
            {
                var (asked, unwraps) = (0, of.Keys.Unwraps);
                for (var n = 0; n < count; n++)
                {
                    by.Clear();
                    await act(n);
                    asked += by.Requests.Count;
                }

                figures.Add(new($"requests {name}", means, "storage requests", (double)asked / count, null, null, requests is { } most ? new Goal(GoalKind.AtMost, most) : null, count));
                figures.Add(new($"keys {name}", "The same.", "Key Vault calls", (double)(of.Keys.Unwraps - unwraps) / count, null, null, new Goal(GoalKind.AtMost, keys), count));
            }
        }
        finally
        {
            await azurite.DisposeAsync();
        }
    }

    private static async Task CallAsync(TestClinic clinic, string function, string? id = null, string principal = Principal.Member, string? json = null)
    {
        var (status, body) = await FunctionCall.InvokeAsync(clinic, HttpFunction.All.Single(f => f.Name == function), id: id, principal: principal, json: json);
        if (status is not (200 or 202)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{function} answered {status}: {body}"));
    }
}
