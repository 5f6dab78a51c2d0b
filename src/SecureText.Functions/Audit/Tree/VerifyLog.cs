using Microsoft.Azure.Functions.Worker;

namespace SecureText.Audit.Tree;

/// <summary>Looks over the whole log, at night.</summary>
public sealed class VerifyLog(LogCheck check)
{
    /// <summary>Once a day.</summary>
    [Function(nameof(VerifyLog))]
    public Task RunAsync([TimerTrigger("0 15 2 * * *")] TimerInfo timer, CancellationToken cancellationToken) => check.RunAsync(cancellationToken);
}
