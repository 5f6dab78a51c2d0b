using System.Diagnostics;
using System.Globalization;
using SecureText.Benchmarks.Measure;
using SecureText.Benchmarks.Start;
using SecureText.Hosted;
using SecureText.Storage;

namespace SecureText.Benchmarks.Inbound;

/// <summary>
/// Texts of known patients through the program in a process of its own, beside the same writes with nothing around them; both to
/// the same tables of the same Azurite in memory. The size is the texts of a round with 64 in flight.
/// </summary>
internal static class InboundBenchmark
{
    private const int Times = 5;
    private static readonly int[] InFlight = [1, 16, 64];

    // Each is known, and no two of one patient are in flight at once.
    private const int Known = 128;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var texts = options.SizeOr(usual: 1000, small: 192);
        using var clinic = new HostedClinic { LogLevel = "Information" };
        try
        {
            await clinic.InitializeAsync();
            using var deliveries = new Deliveries(clinic);

            // Until the program runs the code that it will run all day.
            await TogetherAsync(16, Math.Max(texts, 2 * Known), i => deliveries.TextAsync(i % Known, token));
            say($"inbound: {Known} patients are known");

            // The newest stands on the first page, where its id is found.
            await deliveries.TextAsync(0, token);
            var storage = new StorageClients(new StorageOptions { ConnectionString = clinic.Settings["Storage:ConnectionString"] }, null);
            var bare = await BareWrites.LearnAsync(storage, await clinic.ConversationOf(FilmNumbers.NumberOf(0)), () => deliveries.TextAsync(0, token));
            await bare.BeginJournalAsync(token);
            var lanes = new List<BareWrites.Lane>();
            for (var lane = 0; lane < Known; lane++) lanes.Add(await bare.BeginAsync(lane, token));
            await TogetherAsync(16, Math.Max(texts, 2 * Known), i => bare.WriteAsync(lanes[i % Known], token));
            say("inbound: the floor has learned what is written");

            var figures = new List<Figure>();
            foreach (var inFlight in InFlight)
            {
                var count = inFlight == 64 ? texts : inFlight == 16 ? texts * 3 / 4 : texts / 8;
                var rounds = await Rounds.TakeAsync(
                    Times,
                    () => TogetherAsync(inFlight, count, i => deliveries.TextAsync(i % Known, token)),
                    () => TogetherAsync(inFlight, count, i => bare.WriteAsync(lanes[i % Known], token)));
                figures.Add(new Figure(
                    string.Create(CultureInfo.InvariantCulture, $"inbound {inFlight} in flight"),
                    "Texts of known patients, each in a delivery of its own until it is answered; the floor is the same writes bare: the message, then journal and inbox at once.",
                    "texts/s", rounds.Median(0), rounds.Median(1), rounds.MedianRatio(0, 1), new Goal(GoalKind.AtLeast, 0.9), rounds.Count));
                say(string.Create(CultureInfo.InvariantCulture, $"inbound: {inFlight} in flight, {rounds.Median(0):N0} a second, the floor {rounds.Median(1):N0}"));
            }

            figures.Add(await ProcessorAsync(clinic.StarterId, texts, i => deliveries.TextAsync(i % Known, token), i => bare.WriteAsync(lanes[i % Known], token)));
            return figures;
        }
        finally
        {
            await clinic.DisposeAsync();
        }
    }

    /// <summary>What the program itself needs of a processor, whoever else is at work on the machine.</summary>
    private static async Task<Figure> ProcessorAsync(int starter, int texts, Func<int, Task> deliver, Func<int, Task> write)
    {
        const int InFlight = 16;
        using var program = Child.Of(starter);
        using var own = Process.GetCurrentProcess();
        var rounds = await Rounds.TakeAsync(Times, () => NeededAsync(program, deliver), () => NeededAsync(own, write));
        return new(
            "inbound processor", "Processor time of the program for a text, with 16 in flight; the floor is that of the process that makes the bare writes.",
            "ms", rounds.Median(0), rounds.Median(1), rounds.MedianRatio(0, 1), null, rounds.Count);

        async Task<double> NeededAsync(Process process, Func<int, Task> work)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            await TogetherAsync(InFlight, texts, work);
            process.Refresh();
            return (process.TotalProcessorTime - before).TotalMilliseconds / texts;
        }
    }

    /// <summary>Things done a second, with so many at once. Each worker takes every n-th, so that no two are of one patient.</summary>
    private static async Task<double> TogetherAsync(int inFlight, int count, Func<int, Task> work)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async worker =>
        {
            for (var i = worker; i < count; i += inFlight) await work(i);
        }));
        return count / watch.Elapsed.TotalSeconds;
    }
}
