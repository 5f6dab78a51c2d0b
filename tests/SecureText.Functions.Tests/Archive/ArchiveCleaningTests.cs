using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using SecureText.Harness;
using SecureText.Inbound;

namespace SecureText.Archive;

/// <summary>What no shredding can find does not stay for ever.</summary>
public class ArchiveCleaningTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Event_that_nobody_dealt_with_goes_when_records_of_its_age_may_go()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);

        // Its age is told by the storage, whose clock is the real one.
        clinic.Time.Advance(TimeProvider.System.GetUtcNow() - clinic.Time.GetUtcNow());
        await clinic.Get<Quarantine>().KeepAsync("""{"nobody":"knows"}""", "unknown line", CancellationToken.None);
        await CleanAsync(clinic);
        clinic.Time.Advance(TimeSpan.FromDays((6 * 365) - 1));
        await CleanAsync(clinic);
        Assert.Equal(1, await clinic.Storage().CountQuarantineAsync(CancellationToken.None));
        clinic.Time.Advance(TimeSpan.FromDays(4));
        clinic.Journal.After = _ => clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await CleanAsync(clinic);
        Assert.Equal(0, await clinic.Storage().CountQuarantineAsync(CancellationToken.None));
        var (attempted, done) = (clinic.Journal.Entries[^2], clinic.Journal.Entries[^1]);
        Assert.Equal(("event.expired", "attempted", "event.expired", "done"), (attempted.Action, attempted.Outcome, done.Action, done.Outcome));

        // A line that claims an older time than its own is late to whoever verifies the log.
        Assert.Equal(TimeSpan.FromMinutes(1), done.At - attempted.At);
    }

    private static Task CleanAsync(TestClinic clinic) => ActivatorUtilities
        .CreateInstance<ArchiveCleaning>(clinic.Get<IServiceProvider>()).RunAsync(new TimerInfo(), CancellationToken.None);
}
