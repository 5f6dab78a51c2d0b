using System.Collections.Concurrent;
using System.Globalization;
using SecureText.Canary;
using SecureText.Faults.Run;

namespace SecureText.Faults.Garbage;

/// <summary>
/// Sends mutants of all that the program reads from outside, and looks at each answer, at the log, and at what is there in the end.
/// </summary>
internal sealed class GarbageRun
{
    private const int OfABatch = 50;
    private const int AtOnce = 4;
    private const int Usual = 4000;
    private const int UsualShort = 600;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(5);
    private const long MostMemory = 1024L * 1024 * 1024;

    private readonly FaultOptions options;
    private readonly Action<string> say;
    private readonly string folder = Directory.CreateTempSubdirectory("securetext-garbage-").FullName;
    private readonly ConcurrentQueue<(Row Row, int Number, string What)> faults = new();
    private readonly ConcurrentDictionary<int, Mutant> suspects = new();
    private readonly ConcurrentDictionary<string, int> answers = new();
    private readonly Ledger ledger = new();
    private readonly Canaries canaries;
    private int good;

    private GarbageRun(FaultOptions options, Action<string> say)
    {
        this.options = options;
        this.say = say;
        canaries = new Canaries(options.Seed);
    }

    internal static async Task<IReadOnlyList<Verdict>> RunAsync(FaultOptions options, Action<string> say, CancellationToken token)
    {
        var run = new GarbageRun(options, say);
        var verdicts = await run.PlayAsync(token);
        if (verdicts.All(one => one.Holds)) Directory.Delete(run.folder, recursive: true);
        return verdicts;
    }

    private async Task<IReadOnlyList<Verdict>> PlayAsync(CancellationToken token)
    {
        await using var system = await GarbageSystem.StartAsync(folder, say, token);
        var corpus = await new Preparation(system, canaries).RunAsync(token);
        var health = await HealthAsync(corpus, token);
        var points = options.Points > 0 ? options.Points : options.Short ? UsualShort : Usual;
        int[] numbers = options.Only is { } only ? [only] : [.. Enumerable.Range(1, points)];
        say($"{numbers.Length} mutants");
        foreach (var batch in numbers.Chunk(OfABatch))
        {
            // What is allowed to take long keeps the emulator busy, so it goes by itself.
            var quick = batch.ToLookup(number => Families.Make(options.Seed, number, corpus).Limit <= Quick);
            await Parallel.ForEachAsync(
                quick[true], new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token },
                async (number, stop) => await TryAsync(system, corpus, number, stop));
            foreach (var number in quick[false]) await TryAsync(system, corpus, number, token);
            await StillWorksAsync(system, corpus, batch[^1], token);
        }

        say(string.Join(", ", answers.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value} {one.Key}")));
        await system.Handset.IdleAsync(token);
        var after = await HealthAsync(corpus, token);
        var inventory = await Inventory.TakeAsync(system, corpus, token);
        foreach (var (number, what) in inventory.Missing(ledger)) Broken(Row.Acknowledged, number, what);
        foreach (var (number, mark, _) in ledger.Writes.Where(one => !one.Taken && inventory.Shows(one.Mark))) Broken(Row.Refused, number, "refused words are there");
        for (var i = 1; i <= good; i++)
        {
            if (!inventory.Shows(canaries.Mark(-i))) Broken(Row.StillWorks, 0, "a good text is not there");
        }

        say($"{inventory.Conversations} numbers, {inventory.Messages} messages, {inventory.InQuarantine} in quarantine; {ledger.Events.Count} events and {ledger.Writes.Count(one => one.Taken)} writings acknowledged");
        var scanner = canaries.Scanner();
        var stored = await StorageScan.ScanAsync(scanner, system.Azurite.ConnectionString, system.Azurite.QueueEndpoint, system.Http, TimeProvider.System, token);
        var log = system.Log;
        var logged = OutputScan.Lines(scanner, "log", log);
        WriteSuspects();
        return
        [
            Verdict.Equal("the program lives and is as well as before", health, after),
            Of(Row.NoServerFault, "no answer says that the server failed"),
            Of(Row.Problem, "a refusal is problem+json with a known code"),
            Of(Row.Echo, "a refusal repeats nothing of what was sent"),
            Of(Row.Slow, "no answer takes over 5 s (a delivery of many events: 30 s)"),
            Of(Row.StillWorks, "a good request after each batch works"),
            Of(Row.Acknowledged, "what was acknowledged opens, or waits in quarantine"),
            Of(Row.Refused, "what was refused left nothing to read"),
            Verdict.Equal("messages that do not open", 0, inventory.Damaged),
            new Verdict(
                "memory is bounded", $"under {Megabytes(MostMemory)}", Megabytes(system.PeakMemory), system.PeakMemory is > 0 and < MostMemory),
            Verdict.None($"nothing personal in {stored.Rows} rows, {stored.Blobs} blobs, {stored.QueueMessages} queue messages", Hits(stored)),
            Verdict.None($"nothing personal in {logged.Lines} lines of log at Trace", Hits(logged)),
            Verdict.None("no stack trace in the log", LogReading.Traces(log)),
        ];
    }

    private async Task TryAsync(GarbageSystem system, Corpus corpus, int number, CancellationToken token)
    {
        var mutant = Families.Make(options.Seed, number, corpus);
        var reply = await Wire.SendAsync(system.Functions, mutant, token);
        answers.AddOrUpdate($"{mutant.Family} {Class(reply)}", 1, (_, count) => count + 1);
        if (options.Only is not null) say($"{mutant.Where}: {reply.Status} after {reply.Took.TotalMilliseconds:F0} ms");
        ledger.Note(mutant, reply);
        foreach (var (row, what) in new AnswerJudge(canaries).Of(mutant, reply))
        {
            suspects[number] = mutant;
            Broken(row, number, $"{mutant.Where} {what}");
        }

        if (mutant.Operation == "ChangeSettings" && reply.Status == 200) await corpus.RestoreAsync(token);
    }

    private async Task StillWorksAsync(GarbageSystem system, Corpus corpus, int last, CancellationToken token)
    {
        var (mark, number) = (canaries.Mark(-++good), -good);
        var text = EventGarbage.Good(number, mark);
        var taken = await Wire.SendAsync(system.Functions, text, token);
        var read = await corpus.Good.GetAsync($"api/conversations/{corpus.Of("good")[0]}/messages", token);
        var said = await corpus.Good.PostAsync("api/compose/check", new { text = "See you on Monday at ten." }, token);
        if (taken.Status != 202 || (int)read.Status != 200 || (int)said.Status != 200)
            Broken(Row.StillWorks, last, $"after {last}: {taken.Status}, {(int)read.Status} {read.Problem}, {(int)said.Status} {said.Problem}");
    }

    private static async Task<string> HealthAsync(Corpus corpus, CancellationToken token)
    {
        var answer = await corpus.Good.GetAsync("api/health/ready", token);
        return $"{(int)answer.Status} {answer.Json?["status"]} {answer.Json?["checks"]?.ToJsonString()}";
    }

    private void Broken(Row row, int number, string what)
    {
        faults.Enqueue((row, number, what));
        say(string.Create(CultureInfo.InvariantCulture, $"BROKEN: {what}; repeat it with --seed {options.Seed} --only {number}"));
    }

    private void WriteSuspects()
    {
        var files = Path.Combine(folder, "mutants");
        foreach (var mutant in suspects.Values)
        {
            Directory.CreateDirectory(files);
            var bytes = mutant.ToBytes();
            File.WriteAllText(Path.Combine(files, $"{mutant.Number}.txt"), $"{mutant.Where}, {bytes.Length} bytes\n{Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8192)))}\n");
        }

        if (!suspects.IsEmpty) say($"The mutants, in hex: {files}");
    }

    private Verdict Of(Row row, string what) => Verdict.None(what, [.. faults.Where(one => one.Row == row).Select(one => one.What)]);

    private static string[] Hits(CanaryReport report) => [.. report.Hits.Select(hit => $"{hit.Field} in {hit.Place}").Distinct()];

    private static string Class(Reply reply) => reply.Status switch { Reply.HungUp => "hung up", Reply.Silent => "silent", var status => $"{status / 100}xx" };

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024 / 1024} MB");
}
