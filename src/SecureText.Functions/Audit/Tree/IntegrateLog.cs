using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace SecureText.Audit.Tree;

/// <summary>Takes new journal lines into the signed log.</summary>
public sealed partial class IntegrateLog(LogIntegrator integrator, FailedRuns failed, ILogger<IntegrateLog> logger)
{
    // One that fails is tried again in a minute; a log that stands still is told to a person.
    private const int FailuresUntilTold = 3;

    /// <summary>Every minute.</summary>
    [Function(nameof(IntegrateLog))]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        try
        {
            await integrator.RunAsync(always: false, cancellationToken);
            failed.Reset();
        }
        catch (LogDamagedException damaged)
        {
            LogDamaged();
            LogWhy(damaged);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailure(failure);
            var count = failed.Add();
            if (count >= FailuresUntilTold) LogIntegrationFailed(count);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The signed log did not grow this minute; the next run goes on.")]
    private partial void LogFailure(Exception failure);

    // Alerts look for these two among traces. A line with an exception becomes an exception in Application Insights and no trace,
    // so the exception has a line of its own.
    [LoggerMessage(2, LogLevel.Critical, "The signed log has not grown for {Count} runs.", EventName = "LogIntegrationFailed")]
    private partial void LogIntegrationFailed(int count);

    [LoggerMessage(3, LogLevel.Critical, "The signed log in storage was changed; it does not grow any more.", EventName = "LogNotWhole")]
    private partial void LogDamaged();

    [LoggerMessage(4, LogLevel.Error, "What is wrong with the signed log.")]
    private partial void LogWhy(Exception damaged);
}
