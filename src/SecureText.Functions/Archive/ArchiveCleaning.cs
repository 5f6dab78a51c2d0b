using Microsoft.Azure.Functions.Worker;
using SecureText.Audit;
using SecureText.Clinic;
using SecureText.Inbound;

namespace SecureText.Archive;

/// <summary>
/// Deletes events that nobody could read and nobody has dealt with in all the years for which records are kept: whose they are
/// stands inside, sealed, so that no shredding finds them.
/// </summary>
public sealed class ArchiveCleaning(
    QuarantineContainer quarantine, ClinicSettingsSource settings, IJournal journal, TimeProvider time)
{
    private const int LongestCorrelation = 32;

    /// <summary>Once a day.</summary>
    [Function(nameof(ArchiveCleaning))]
    public async Task RunAsync([TimerTrigger("0 11 10 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var (current, isDamaged) = await settings.ReadAsync(cancellationToken);

        // By a rule that somebody has changed in storage nothing is ever destroyed.
        if (isDamaged) return;
        var now = time.GetUtcNow();
        await foreach (var blob in quarantine.Client.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (blob.Properties.LastModified is not { } last || !ShredRules.IsDue(last, current.Retention, now)) continue;
            var correlation = blob.Name[..Math.Min(blob.Name.Length, LongestCorrelation)];
            await JournalAsync("attempted");
            await quarantine.Client.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
            await JournalAsync("done");

            Task JournalAsync(string outcome) => journal.AppendAsync(
                new AuditEntry(time.GetUtcNow(), "system", "event.expired", [], outcome, correlation), cancellationToken);
        }
    }
}
