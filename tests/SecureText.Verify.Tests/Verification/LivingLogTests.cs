using SecureText.Audit.Tree;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

/// <summary>A log does not stand still because somebody reads it.</summary>
public sealed class LivingLogTests : IDisposable
{
    private readonly SampleLog sample = new();

    [Fact]
    public async Task Log_that_goes_on_while_it_is_read_is_whole()
    {
        // The download of the journal ends where the journal ended when the walk came to it.
        var files = new Watched(sample.Log, LogBatch.NameOf(600), () => Go(1));
        var report = await LookAsync(files);
        Assert.Equal((LogOutcome.Whole, 605, 5), (report.Outcome, report.Entries, report.Pending));
        Assert.DoesNotContain(report.Notes, note => note.Contains("PROVED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_that_goes_on_for_long_while_it_is_read_is_whole_and_says_of_what_nothing_is_proved()
    {
        var report = await LookAsync(new Watched(sample.Log, LogBatch.NameOf(600), () => Go(40)));
        Assert.Equal((LogOutcome.Whole, 800, 200), (report.Outcome, report.Entries, report.Pending));
        Assert.Contains(report.Notes, note => note.StartsWith("NOTHING IS PROVED of 200 lines", StringComparison.Ordinal)
            && note.EndsWith("Look again for them.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Copy_of_a_log_that_goes_on_is_whole_in_the_order_that_is_written_down(int minutes)
    {
        var copy = new MemoryLog { IsCopy = true };
        foreach (var prefix in new[] { "tree/checkpoint/", "tree/tile/", "tree/batch/", "journal/" })
        {
            foreach (var (name, bytes) in sample.Log.Blobs.Where(blob => blob.Key.StartsWith(prefix, StringComparison.Ordinal))) copy.Blobs[name] = bytes;
            Go(minutes);
        }

        var report = await LookAsync(copy);
        Assert.Null(report.Fault);
        Assert.Equal((LogOutcome.Whole, 600 + (10 * minutes), 15 * minutes), (report.Outcome, report.Entries, report.Pending));
        Assert.Equal(minutes == 8, report.Notes.Any(note => note.StartsWith("NOTHING IS PROVED", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Copy_whose_checkpoints_of_many_hours_were_taken_away_is_rolled_back()
    {
        var newest = sample.Builder.Newest.Name;
        Go(150);
        sample.Log.IsCopy = true;
        foreach (var name in sample.Log.Blobs.Keys.Where(name => CheckpointName.Parse(name) is not null && string.CompareOrdinal(name, newest) > 0).ToList()) sample.Log.Blobs.Remove(name);
        Assert.Equal(LogFaultKind.RolledBack, Looks.FaultOf(await LookAsync(sample.Log)).Kind);
    }

    [Theory]
    [InlineData(".DS_Store")]
    [InlineData("journal/.DS_Store")]
    [InlineData("journal/2026/11/20/._ada0-0001.jsonl")]
    [InlineData("tree/Thumbs.db")]
    [InlineData("tree/checkpoint/desktop.ini")]
    public async Task File_of_a_desktop_is_a_note_in_a_copy_and_foreign_in_a_container(string name)
    {
        sample.Log.Blobs[name] = [1, 2, 3];
        Assert.Equal(LogFaultKind.Foreign, Looks.FaultOf(await LookAsync(sample.Log)).Kind);
        sample.Log.IsCopy = true;
        var report = await LookAsync(sample.Log);
        Assert.Equal(LogOutcome.Whole, report.Outcome);
        Assert.Contains("1 files are of the computer that the copy is on, and none of the log's.", report.Notes);
    }

    public void Dispose() => sample.Dispose();

    private void Go(int minutes)
    {
        for (var i = 0; i < minutes; i++)
        {
            sample.DanWriter.Say(5);
            sample.Builder.Turn();
        }
    }

    private Task<LogReport> LookAsync(ILogFiles files) =>
        Looks.LookAsync(files, sample.Builder.Keys, sample.Builder.Now.AddHours(1));

    /// <summary>Something happens just before a blob is opened for the first time.</summary>
    private sealed class Watched(MemoryLog log, string blob, Action happens) : ILogFiles
    {
        private bool hasHappened;

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => log.ListAsync(prefix, cancellationToken);

        public ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken)
        {
            if (name == blob && !hasHappened)
            {
                hasHappened = true;
                happens();
            }

            return log.OpenAsync(name, offset, cancellationToken);
        }
    }
}
