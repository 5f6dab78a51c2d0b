using Microsoft.Extensions.Logging;

namespace SecureText.Inbound;

/// <summary>
/// Sorts a batch of events: one conversation's events one after the other, different ones side by side. Every event gets
/// its try, also when another fails; the first failure is then thrown without its cause's words, because the host
/// answers Event Grid with the exception's message.
/// </summary>
public sealed partial class AcsEvents(
    InboundTexts texts, DeliveryOutcomes outcomes, Quarantine quarantine, ILogger<AcsEvents> logger)
{
    private const int SideBySide = 8;

    /// <summary>Handles a batch.</summary>
    /// <exception cref="EventsNotHandledException">At least one event is not stored; all must be delivered again.</exception>
    public async Task HandleAsync(IReadOnlyList<string> batch, CancellationToken cancellationToken)
    {
        var failures = 0;
        var groups = batch
            .Select(json => (json, read: AcsEventReader.Read(json)))
            .GroupBy(e => e.read is AcsEvent.SmsReceived sms ? sms.From : "", StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(groups, options, async (group, token) =>
        {
            foreach (var (json, read) in group)
            {
                try
                {
                    await HandleAsync(json, read, token);
                }
                catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
                {
                    Interlocked.Increment(ref failures);
                    LogFailure(e.GetType().Name, e);
                }
            }
        });
        if (failures > 0) throw new EventsNotHandledException(failures);
    }

    /// <summary>Handles one event out of quarantine.</summary>
    /// <returns>False when it would only go back there, or cannot be stored now.</returns>
    public async Task<bool> TryAgainAsync(string json, CancellationToken cancellationToken)
    {
        var read = AcsEventReader.Read(json);
        if (read is AcsEvent.Malformed || (read is AcsEvent.SmsReceived sms && !texts.KnowsLineOf(sms))) return false;
        try
        {
            await HandleAsync([json], cancellationToken);
            return true;
        }
        catch (EventsNotHandledException)
        {
            return false;
        }
    }

    private Task HandleAsync(string json, AcsEvent read, CancellationToken cancellationToken)
    {
        switch (read)
        {
            case AcsEvent.SmsReceived sms:
                return texts.TakeAsync(sms, json, cancellationToken);
            case AcsEvent.DeliveryReport report:
                return outcomes.TakeAsync(report, cancellationToken);
            case AcsEvent.Malformed malformed:
                return quarantine.KeepAsync(json, malformed.Problem, cancellationToken);
            case AcsEvent.Other other:
                LogOther(other.Type);
                return Task.CompletedTask;
            default:
                throw new InvalidOperationException($"No handler for {read.GetType().Name}.");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "An event was not handled ({Kind}); it will be delivered again.")]
    private partial void LogFailure(string kind, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "An event of type {Type} was acknowledged; this program does not act on it.")]
    private partial void LogOther(string type);
}

/// <summary>Some events of a batch are not stored. Its message is all that the host tells Event Grid.</summary>
internal sealed class EventsNotHandledException(int count)
    : Exception($"{count} of the events were not handled; deliver all again.");
