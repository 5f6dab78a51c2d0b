using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using SecureText.Benchmarks.Measure;
using SecureText.Conversations;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Webhooks;

namespace SecureText.Benchmarks.Tokens;

/// <summary>
/// Whether the time of a refusal tells how much of a guess was right: guesses that differ in the first byte beside such that differ in the
/// last, or nowhere. Each pair is measured in turn; a ratio of one is what should come.
/// </summary>
internal static class TokenBenchmark
{
    private const int RoundCount = 31;
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 16, 0, 0, TimeSpan.Zero);
    private static readonly Goal SameTime = new(GoalKind.AtMost, 1.1);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var each = options.SizeOr(20_000, 1_000);
        var random = new SystemRandomSource();
        var good = SHA256.HashData("good"u8);
        var (first, last) = (Changed(good, 0), Changed(good, good.Length - 1));
        var session = SessionSecret.Create(LinkToken.Create(random).Id, random);
        var link = Link(session) with { Code = new StoredCode(good, Now.AddMinutes(1)) };
        var body = Encoding.UTF8.GetBytes("""{"id":"e1","statement":"S-1"}""");
        var header = WebhookSignature.Of("made-up", Now, "payment-posted", Encoding.UTF8.GetString(body));

        return
        [
            await PairAsync("tokens code", "a one-time code whose hash differs in the first byte / in the last", () => link.IsCode(first, Now), () => link.IsCode(last, Now)),
            await PairAsync(
                "tokens webhook", "a signature that differs in the first byte / in the last",
                Signed(Put(header, header.LastIndexOf('=') + 1)), Signed(Put(header, header.Length - 1))),
            await PairAsync(
                "tokens session", "a cookie whose secret differs in its first character / in its last but one",
                Live(Put(session.Value, 24)), Live(Put(session.Value, 40))),
            await PairAsync(
                "tokens link", "the name of a link's row for a token / for what is far too short to be one",
                () => LinkId.Of("AAAAAAAAAAAAAAAAAAAAAA") != default, () => LinkId.Of("A") != default),
        ];

        async Task<Figure> PairAsync(string name, string means, Func<bool> one, Func<bool> other)
        {
            Time(one, each);
            Time(other, each);
            var rounds = await Rounds.TakeAsync(RoundCount, () => Task.FromResult(Time(one, each)), () => Task.FromResult(Time(other, each)));
            token.ThrowIfCancellationRequested();
            var ratio = rounds.MedianRatio(0, 1);
            say($"{name} measured");
            return new Figure(name, $"{means}; the ratio is the slower to the faster", "ns", rounds.Median(0), rounds.Median(1), Math.Max(ratio, 1 / ratio), SameTime, RoundCount);
        }

        Func<bool> Signed(string changed)
        {
            var signature = WebhookSignature.Parse(changed)!;
            return () => signature.IsOf(["made-up"], "payment-posted", body);
        }

        Func<bool> Live(string cookie) => () => SessionSecret.TryParse(cookie, out var given) && link.IsLive(given, Now);
    }

    private static double Time(Func<bool> work, int times)
    {
        var began = Stopwatch.GetTimestamp();
        var found = 0;
        for (var n = 0; n < times; n++)
        {
            if (work()) found++;
        }

        GC.KeepAlive(found);
        return Stopwatch.GetElapsedTime(began).TotalNanoseconds / times;
    }

    private static byte[] Changed(byte[] good, int at)
    {
        byte[] changed = [.. good];
        changed[at] ^= 1;
        return changed;
    }

    // Another character that may stand there.
    private static string Put(string text, int at) => $"{text[..at]}{(text[at] == '0' ? '1' : '0')}{text[(at + 1)..]}";

    private static PortalLink Link(SessionSecret session) => new PortalLink
    {
        Id = session.Link,
        Conversation = ConversationId.Parse(new string('a', 32)),
        PatientId = "p",
        Kind = LinkKind.Thread,
        Message = MessageId.For(Now, "link"),
        CreatedBy = "staff:u1",
        CreatedAt = Now,
        ExpiresAt = Now + LinkTransitions.LifeTime,
    }.Proven(session, Now);
}
