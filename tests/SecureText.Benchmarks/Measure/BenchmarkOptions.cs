using System.Globalization;

namespace SecureText.Benchmarks.Measure;

/// <summary>Measures one thing; tells its progress through <paramref name="say"/>.</summary>
internal delegate Task<IReadOnlyList<Figure>> Benchmark(
    BenchmarkOptions options, Action<string> say, CancellationToken token);

/// <summary>What the command line asks for.</summary>
/// <param name="Name">A name of <see cref="Benchmarks.All"/>, or <c>all</c>.</param>
internal sealed record BenchmarkOptions(string Name)
{
    public const string Usage = "all|<name> [--json file] [--size n|small]";

    /// <summary>How much of it: entries, events, conversations, as the benchmark says; <c>null</c> is its own usual size.</summary>
    public int? Size { get; init; }

    /// <summary>A few seconds of it, to see that it works while the machine has other things to do.</summary>
    public bool Small { get; init; }

    public string? JsonFile { get; init; }

    public int SizeOr(int usual, int small) => Size ?? (Small ? small : usual);

    /// <summary><c>null</c> where the arguments say nothing that can be done.</summary>
    public static BenchmarkOptions? Read(string[] args)
    {
        if (args is not [var name, ..] || (name != "all" && !Benchmarks.All.ContainsKey(name))) return null;
        var options = new BenchmarkOptions(name);
        for (var i = 1; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            var value = args[i + 1];
            if (args[i] == "--json") options = options with { JsonFile = value };
            else if (args[i] == "--size" && value == "small") options = options with { Small = true };
            else if (args[i] == "--size" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0) options = options with { Size = size };
            else return null;
        }

        return options;
    }
}
