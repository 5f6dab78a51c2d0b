using SecureText.Audit;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

public sealed class WriterEndTests : IDisposable
{
    private readonly SampleLog sample = new();

    [Fact]
    public async Task Living_writer_that_another_gives_up_is_foreign() =>
        await ExpectFalseAsync(eve => WriterEnd.Abandoned(SampleLog.Dan, sample.DanWriter.Seq, sample.Builder.Now));

    [Fact]
    public async Task Writer_given_up_at_another_number_is_foreign()
    {
        sample.Builder.Now = sample.Builder.Now.AddDays(1);
        await ExpectFalseAsync(eve => WriterEnd.Abandoned(SampleLog.Dan, sample.DanWriter.Seq - 1, sample.Builder.Now));
    }

    [Fact]
    public async Task Writer_said_to_be_broken_at_another_number_is_foreign() =>
        await ExpectFalseAsync(eve => WriterEnd.Broken(SampleLog.Dan, sample.DanWriter.Seq, sample.Builder.Now));

    [Fact]
    public async Task Damage_that_the_log_tells_of_is_told()
    {
        var eve = sample.Builder.Begin("eve0");
        eve.Say(WriterEnd.Broken(SampleLog.Dan, sample.DanWriter.Seq + 1, sample.Builder.Now));
        sample.Builder.Turn();
        var report = await sample.LookAsync();
        Assert.Equal(LogOutcome.Whole, report.Outcome);
        Assert.Contains(report.Notes, note => note.StartsWith("DAMAGE", StringComparison.Ordinal)
            && note.Contains($"writer dan0 is damaged from its entry {sample.DanWriter.Seq + 1} on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task End_that_is_said_twice_is_believed_once()
    {
        sample.Builder.Now = sample.Builder.Now.AddDays(1);
        var eve = sample.Builder.Begin("eve0");
        eve.Say(WriterEnd.Abandoned(SampleLog.Dan, sample.DanWriter.Seq, sample.Builder.Now));
        eve.Say(WriterEnd.Abandoned(SampleLog.Dan, sample.DanWriter.Seq, sample.Builder.Now));
        sample.Builder.Turn();
        Assert.Equal(LogOutcome.Whole, (await sample.LookAsync()).Outcome);
    }

    public void Dispose() => sample.Dispose();

    private async Task ExpectFalseAsync(Func<BuiltWriter, AuditEntry> says)
    {
        var eve = sample.Builder.Begin("eve0");
        eve.Say(says(eve));
        sample.Builder.Turn();
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((LogFaultKind.Foreign, eve.Blob, 1, 600), (fault.Kind, fault.Blob, fault.Line, fault.Index));
    }
}
