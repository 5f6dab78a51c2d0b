using SecureText.Azurite;
using SecureText.Broadcast;
using SecureText.Demo;

namespace SecureText.Run;

/// <summary>Does what the command line asks for.</summary>
internal static class Entry
{
    // As shells say it of what was interrupted: a play that was stopped has shown nothing.
    private const int Interrupted = 130;

    /// <returns>
    /// 0 done, or stopped when there was nothing to finish; 1 it is missing, does not start or did not come true; 130 stopped before
    /// its end.
    /// </returns>
    internal static async Task<int> RunAsync(
        IReadOnlyList<string> words, Action<string> say, Action<string> complain, CancellationToken stop)
    {
        var plays = false;
        try
        {
            var options = LocalOptions.Parse(words);
            plays = options.Demo || options.Broadcast;
            if (options.Help)
            {
                say(LocalOptions.Usage);
                return 0;
            }

            if (options.Broadcast) return await BroadcastRun.RunAsync(options, say, stop);
            return options.Demo ? await DemoRun.RunAsync(options, say, stop) : await Interactive.RunAsync(options, say, stop);
        }
        catch (Exception problem) when (problem is LocalToolException or ExpectationException)
        {
            complain(problem.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return plays ? Interrupted : 0;
        }
    }
}
