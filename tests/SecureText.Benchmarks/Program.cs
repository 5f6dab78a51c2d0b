using System.Globalization;
using SecureText.Benchmarks.Journal;
using SecureText.Benchmarks.Verify;

// dotnet run -c Release -p:HostPlatform=Local --project tests/SecureText.Benchmarks -- verify [entries] | journal [entries]
switch (args)
{
    case ["verify", .. var rest]:
        return await VerifyBenchmark.RunAsync(Number(rest, 1_000_000), Console.Out);
    case ["verify-look", var folder, var key]:
        return await VerifyLook.RunAsync(folder, key, Console.Out);
    case ["journal", .. var rest]:
        return await JournalBenchmark.RunAsync(Number(rest, 20_000), Console.Out);
    default:
        await Console.Error.WriteLineAsync("Say what to measure: verify [entries] or journal [entries].");
        return 2;
}

static int Number(string[] rest, int usual) => rest is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
