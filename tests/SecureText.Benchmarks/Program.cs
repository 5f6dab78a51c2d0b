using System.Diagnostics;
using System.Globalization;
using SecureText.Benchmarks;
using SecureText.Benchmarks.Measure;
using SecureText.Benchmarks.Start;
using SecureText.Benchmarks.Verify;

// A part of the verifier's benchmark, in a process of its own.
if (args is ["verify-look", var folder, var key, var rounds])
{
    return await VerifyLook.RunAsync(folder, key, int.Parse(rounds, CultureInfo.InvariantCulture), Console.Out);
}

// The floor of a start, in a process of its own.
if (args is ["empty-host"]) return await EmptyHost.RunAsync();

// dotnet run -c Release -p:HostPlatform=Local --project tests/SecureText.Benchmarks -- all|<name> [--json file] [--size n|small]
if (BenchmarkOptions.Read(args) is not { } options)
{
    await Console.Error.WriteLineAsync($"Say what to measure: {BenchmarkOptions.Usage}; names: {string.Join(", ", Benchmarks.All.Keys)}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var watch = Stopwatch.StartNew();
var load = Machine.Load();
var (figures, unmeasured) = (new List<Figure>(), new List<string>());
foreach (var (name, benchmark) in Benchmarks.All.Where(entry => options.Name == "all" || options.Name == entry.Key))
{
    try
    {
        figures.AddRange(await benchmark(options, Say, stop.Token));
        Say($"{name} measured");
    }
    catch (Exception failure) when (!stop.IsCancellationRequested)
    {
        // The others can still be measured; that this one could not be is said at the end.
        await Console.Error.WriteLineAsync($"{failure}");
        unmeasured.Add($"{name} could not be measured: {failure.Message}");
    }
}

var report = new Report(Machine.Look(load, TimeProvider.System.GetUtcNow()), figures, unmeasured);
await report.PrintAsync(Console.Out);
if (options.JsonFile is { } file) await report.WriteJsonAsync(file);
return unmeasured.Count == 0 ? 0 : 1;

void Say(string line) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:N0} s  {line}"));
