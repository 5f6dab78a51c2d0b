using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

public class WholeLogTests
{
    [Fact]
    public async Task Log_of_several_writers_days_and_keys_is_whole()
    {
        using var sample = new SampleLog();
        var report = await sample.LookAsync();
        Assert.Null(report.Fault);
        Assert.Null(report.Unreadable);
        Assert.Equal(LogOutcome.Whole, report.Outcome);
        Assert.Equal((600, 4, 10, 0), (report.Entries, report.Writers, report.Checkpoints, report.Pending));
        Assert.Equal(sample.Builder.Root, report.Checkpoint!.Root);
        Assert.Equal(["1 writers ended without a last line, and the log explains it."], report.Notes);
    }
}
