using System.Globalization;
using SecureText.Azurite;
using SecureText.Clock;

namespace SecureText.Run;

/// <summary>What the command line asks for.</summary>
internal sealed record LocalOptions
{
    internal const string Usage = """
        dotnet run --project local/SecureText.Local [-- [demo [day|weeks] | broadcast] options]

          demo                     play a day at the clinic, and three weeks of its campaigns, on free ports, check
                                   them, and end; day or weeks plays one of the two
          broadcast                write to many over a line of 200 texts a minute, measure it, and end
            --people <number>      how many (10000)
            --campaigns <number>   1 or 2 at once (1)
            --factor <number>      how much faster than the machine's the clock runs (10)
          --fresh                  empty the data folder first
          --data <folder>          where data, key and logs are kept (.data in the clone)
          --site-port <port>       4280
          --sign-in-port <port>    4281
          --functions-port <port>  7071
          --handset-port <port>    4290
          --blob-port, --queue-port, --table-port <port>   10000, 10001, 10002
          --retry-scale <number>   Event Grid's retry waits times this (0.02)
          --line-rate <number>     texts a minute that the line takes (200)
          --help
        """;

    public bool Demo { get; init; }

    /// <summary>What of the demo is played.</summary>
    public DemoParts Parts { get; init; } = DemoParts.Both;

    public bool Broadcast { get; init; }

    public int People { get; init; } = 10_000;

    public int Campaigns { get; init; } = 1;

    /// <summary>How much faster than the machine's the clock of a broadcast runs.</summary>
    public double Factor { get; init; } = 10;

    public bool Help { get; init; }

    public bool Fresh { get; init; }

    /// <summary>Folder of all that is kept; <c>null</c> is <c>.data</c> in the clone.</summary>
    public string? Data { get; init; }

    public int SitePort { get; init; } = 4280;

    public int SignInPort { get; init; } = 4281;

    public int FunctionsPort { get; init; } = 7071;

    public int HandsetPort { get; init; } = 4290;

    public int BlobPort { get; init; } = 10000;

    public int QueuePort { get; init; } = 10001;

    public int TablePort { get; init; } = 10002;

    public double RetryScale { get; init; } = 0.02;

    public int LineRate { get; init; } = 200;

    /// <summary>What everything goes by; <c>null</c> is the machine's own clock.</summary>
    internal LocalClock? Clock { get; init; }

    /// <summary>Storage in memory that counts what it is asked; for measurements. Nothing of it is kept.</summary>
    internal bool Measured { get; init; }

    /// <summary>
    /// Gives the functions other settings than they would have, as addresses that lead through something that disturbs; asked
    /// at each of their starts. <c>null</c> leaves them.
    /// </summary>
    internal Func<IReadOnlyList<KeyValuePair<string, string>>, CancellationToken, Task<IReadOnlyList<KeyValuePair<string, string>>>>? Settings { get; init; }

    /// <summary>
    /// Without pages and without the emulator of the Static Web App: requests go to the functions with the header by which it
    /// says who is signed in.
    /// </summary>
    internal bool Direct { get; init; }

    /// <summary>The ports that are not left to chance, each with its option.</summary>
    internal IEnumerable<(int Port, string Option)> Ports =>
        new[]
        {
            (FunctionsPort, "--functions-port"), (HandsetPort, "--handset-port"), (SitePort, "--site-port"),
            (SignInPort, "--sign-in-port"), (BlobPort, "--blob-port"), (QueuePort, "--queue-port"), (TablePort, "--table-port"),
        }.Where(one => one.Item1 != 0);

    /// <summary>The same with a folder of its own and ports that no other run has.</summary>
    internal LocalOptions Apart(string data) => this with
    {
        Data = data,
        SitePort = 0,
        SignInPort = 0,
        FunctionsPort = 0,
        HandsetPort = 0,
        BlobPort = 0,
        QueuePort = 0,
        TablePort = 0,
    };

    /// <summary>Reads the command line.</summary>
    /// <exception cref="LocalToolException">A word of it is not known or has a wrong value.</exception>
    internal static LocalOptions Parse(IReadOnlyList<string> words)
    {
        var options = new LocalOptions();
        for (var i = 0; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "demo" => options with { Demo = true },
                "day" when options.Demo => options with { Parts = DemoParts.Day },
                "weeks" when options.Demo => options with { Parts = DemoParts.Weeks },
                "broadcast" => options with { Broadcast = true },
                "--people" => options with { People = (int)Number(words, ref i, 1, 50_000) },
                "--campaigns" => options with { Campaigns = (int)Number(words, ref i, 1, 2) },
                "--factor" => options with { Factor = Number(words, ref i, 1, 100) },
                "--help" or "-h" => options with { Help = true },
                "--fresh" => options with { Fresh = true },
                "--data" => options with { Data = Next(words, ref i) },
                "--site-port" => options with { SitePort = Port(words, ref i) },
                "--sign-in-port" => options with { SignInPort = Port(words, ref i) },
                "--functions-port" => options with { FunctionsPort = Port(words, ref i) },
                "--handset-port" => options with { HandsetPort = Port(words, ref i) },
                "--blob-port" => options with { BlobPort = Port(words, ref i) },
                "--queue-port" => options with { QueuePort = Port(words, ref i) },
                "--table-port" => options with { TablePort = Port(words, ref i) },
                "--retry-scale" => options with { RetryScale = Number(words, ref i, 0.0001, 1) },
                "--line-rate" => options with { LineRate = (int)Number(words, ref i, 1, 100_000) },
                var unknown => throw new LocalToolException($"'{unknown}' is not known; --help shows what is."),
            };
        }

        return options;
    }

    private static string Next(IReadOnlyList<string> words, ref int i) =>
        i + 1 < words.Count ? words[++i] : throw new LocalToolException($"{words[i]} needs a value after it.");

    private static int Port(IReadOnlyList<string> words, ref int i) => (int)Number(words, ref i, 1, 65535);

    private static double Number(IReadOnlyList<string> words, ref int i, double least, double most)
    {
        var name = words[i];
        return double.TryParse(Next(words, ref i), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
            ? value
            : throw new LocalToolException(
                string.Create(CultureInfo.InvariantCulture, $"{name} needs a number from {least} to {most}."));
    }
}

/// <summary>The parts of the demo.</summary>
[Flags]
internal enum DemoParts
{
    Day = 1,
    Weeks = 2,
    Both = Day | Weeks,
}
