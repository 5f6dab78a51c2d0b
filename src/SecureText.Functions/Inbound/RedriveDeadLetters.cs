using Microsoft.Azure.Functions.Worker;

namespace SecureText.Inbound;

/// <summary>Looks for dead letters: a day late is late enough.</summary>
public sealed class RedriveDeadLetters(DeadLetters letters)
{
    /// <summary>Every five minutes.</summary>
    [Function(nameof(RedriveDeadLetters))]
    public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        letters.TakeAsync(cancellationToken);
}
