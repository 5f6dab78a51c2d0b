using Microsoft.Extensions.Logging;

namespace SecureText.Evidence;

/// <summary>Asks one question of the running system. What does not answer in time, or fails, is noted as silent.</summary>
public sealed partial class Looks(ILogger<Looks> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Asks.</summary>
    public async Task<Asked<T>> AskAsync<T>(string what, Func<CancellationToken, Task<T>> look, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return Asked.Of(await look(limit.Token));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The message of an exception may hold names of rows or blobs: the kind alone goes into the report.
            LogSilence(what, e.GetType().Name, e);
            return Asked.Silent<T>(limit.IsCancellationRequested ? $"it took longer than {Patience.TotalSeconds:0} seconds" : e.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The evidence report could not ask for {What}: {Kind}.")]
    private partial void LogSilence(string what, string kind, Exception exception);
}
