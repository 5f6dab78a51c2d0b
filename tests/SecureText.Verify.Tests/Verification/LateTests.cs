using SecureText.Audit;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

public sealed class LateTests : IDisposable
{
    private readonly SampleLog sample = new();

    [Theory]
    [InlineData(SampleLog.BenOnly, SampleLog.Ben, "closed")]
    [InlineData(SampleLog.CydOnly, SampleLog.Cyd, "abandoned")]
    public async Task Line_behind_the_end_of_a_writer_is_late(string blob, string writer, string how)
    {
        var last = JournalLine.Parse(JournalCheck.Split(sample.Log.Blobs[blob])[^1].Span);
        var hash = JournalLine.HashOf(JournalCheck.Split(sample.Log.Blobs[blob])[^1].Span);
        var line = new JournalLine(writer, last.Seq + 1, last.Entry with { At = sample.Builder.Now, Action = "x" }, hash);
        sample.Log.Append(blob, JournalLine.Format(line));
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((LogFaultKind.Late, blob, writer, last.Seq + 1), (fault.Kind, fault.Blob, fault.Writer, fault.Seq));
        Assert.Contains(how, fault.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SampleLog.BenOnly, "journal/2026/11/20/ben0-0002.jsonl", LogFaultKind.Late)]
    [InlineData(SampleLog.BenOnly, "journal/2026/11/21/ben0-0001.jsonl", LogFaultKind.Late)]
    [InlineData(SampleLog.DanOnly, "journal/2026/11/22/dan0-0002.jsonl", LogFaultKind.Repeated)]
    [InlineData(SampleLog.DanOnly, "journal/2026/11/23/dan0-0001.jsonl", LogFaultKind.Foreign)]
    [InlineData(SampleLog.DanOnly, "journal/2026/11/22/eve0-0001.jsonl", LogFaultKind.Foreign)]
    public async Task Blob_that_stands_twice_is_found(string blob, string copy, LogFaultKind kind)
    {
        sample.Log.Blobs[copy] = sample.Log.Blobs[blob];
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((kind, copy, 1), (fault.Kind, fault.Blob, fault.Line));
    }

    [Fact]
    public async Task Line_that_the_log_took_from_a_closed_writer_is_late()
    {
        var eve = sample.Builder.Begin("eve0");
        eve.Say(3);
        eve.Close();
        sample.Builder.Turn();
        eve.Say();
        sample.Builder.Turn();
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((LogFaultKind.Late, "eve0", 5, 604), (fault.Kind, fault.Writer, fault.Seq, fault.Index));
    }

    [Fact]
    public async Task Line_that_the_log_took_long_after_its_time_is_late()
    {
        var claimed = sample.Builder.Now.AddMinutes(1);
        for (var i = 0; i < 5; i++)
        {
            sample.Builder.Now = sample.Builder.Now.AddMinutes(4);
            sample.Builder.Checkpoint();
        }

        sample.DanWriter.Say(new AuditEntry(claimed, "system", "x", [], "done", "y"));
        sample.Builder.Turn();
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((LogFaultKind.Late, SampleLog.Dan, 600), (fault.Kind, fault.Writer, fault.Index));
    }

    [Fact]
    public async Task Lines_that_waited_for_a_signature_are_not_late()
    {
        // The vault was away for an hour: the first checkpoint after it signs what was decided before, the next one the rest.
        sample.DanWriter.Say(3);
        sample.Builder.Integrate();
        for (var i = 0; i < 12; i++)
        {
            sample.Builder.Now = sample.Builder.Now.AddMinutes(5);
            sample.DanWriter.Say();
        }

        sample.Builder.Checkpoint();
        Assert.Equal(LogOutcome.Whole, (await sample.LookAsync()).Outcome);
        sample.Builder.Turn();
        Assert.Equal(LogOutcome.Whole, (await sample.LookAsync()).Outcome);
    }

    [Fact]
    public async Task Line_of_a_time_to_come_is_added()
    {
        sample.DanWriter.Say(new AuditEntry(sample.Builder.Now.AddMinutes(11), "system", "x", [], "done", "y"));
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((LogFaultKind.Added, SampleLog.DanOnly, 143), (fault.Kind, fault.Blob, fault.Line));
    }

    [Fact]
    public async Task Decided_lines_that_no_checkpoint_has_signed_and_no_journal_has_are_truncated()
    {
        var before = sample.Log.Blobs[SampleLog.DanOnly];
        sample.DanWriter.Say(3);
        sample.Builder.Integrate();
        sample.Log.Blobs[SampleLog.DanOnly] = before;
        foreach (var name in sample.Log.Blobs.Keys.Where(name => name.EndsWith("002.p/91", StringComparison.Ordinal)).ToList()) sample.Log.Blobs.Remove(name);
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((LogFaultKind.Truncated, SampleLog.DanOnly, 143, 600), (fault.Kind, fault.Blob, fault.Line, fault.Index));
    }

    [Fact]
    public async Task Lines_of_the_last_minutes_are_pending()
    {
        sample.DanWriter.Say(3);
        var fresh = sample.Builder.Begin("eve0");
        fresh.Say(2);
        fresh.NextBlob();
        fresh.Say(2);
        var report = await sample.LookAsync();
        Assert.Equal((LogOutcome.Whole, 7, 600), (report.Outcome, report.Pending, report.Entries));
    }

    [Fact]
    public async Task Lines_in_the_tree_that_no_checkpoint_has_signed_yet_are_pending()
    {
        sample.DanWriter.Say(3);
        sample.Builder.Integrate();
        var report = await sample.LookAsync();
        Assert.Equal((LogOutcome.Whole, 3, 603), (report.Outcome, report.Pending, report.Entries));
    }

    [Fact]
    public async Task Line_that_checkpoints_have_long_passed_by_is_unlogged()
    {
        sample.DanWriter.Say();
        for (var i = 0; i < 5; i++)
        {
            sample.Builder.Now = sample.Builder.Now.AddMinutes(4);
            sample.Builder.Checkpoint();
        }

        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((LogFaultKind.Unlogged, SampleLog.DanOnly, 143), (fault.Kind, fault.Blob, fault.Line));
    }

    [Fact]
    public async Task Journal_of_a_past_day_that_the_log_does_not_know_is_unlogged()
    {
        sample.Builder.Now = sample.Builder.Now.AddDays(-2);
        var eve = sample.Builder.Begin("eve0");
        eve.Say(2);
        sample.Builder.Now = sample.Builder.Now.AddDays(2);
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((LogFaultKind.Unlogged, eve.Blob, 1), (fault.Kind, fault.Blob, fault.Line));
    }

    [Fact]
    public async Task Journals_that_go_on_long_after_the_newest_checkpoint_are_told_loudly()
    {
        for (var i = 0; i < 30; i++)
        {
            sample.Builder.Now = sample.Builder.Now.AddMinutes(1);
            sample.DanWriter.Say();
        }

        var report = await sample.LookAsync();
        Assert.Equal((LogOutcome.Whole, 30), (report.Outcome, report.Pending));
        Assert.Contains(report.Notes, note => note.StartsWith("NOTHING IS PROVED of 30 lines", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Line_of_another_day_than_its_folder_is_late()
    {
        // After a weekend without a checkpoint nothing else speaks against it.
        sample.Builder.Now = sample.Builder.Now.AddDays(2);
        var eve = sample.Builder.Begin("eve0");
        eve.Say(new AuditEntry(sample.Builder.Now.AddDays(-1).AddHours(-9), "system", "x", [], "done", "y"));
        Assert.Equal((LogFaultKind.Late, eve.Blob), FaultAt(await sample.LookAsync()));
        sample.Builder.Turn();
        Assert.Equal((LogFaultKind.Late, eve.Blob), FaultAt(await sample.LookAsync()));

        static (LogFaultKind, string?) FaultAt(LogReport report) => (Looks.FaultOf(report).Kind, report.Fault!.Blob);
    }

    [Fact]
    public async Task Entries_signed_long_after_their_time_are_told()
    {
        sample.DanWriter.Say(3);
        sample.Builder.Now = sample.Builder.Now.AddMinutes(20);
        sample.DanWriter.Say();
        sample.Builder.Turn();
        var report = await sample.LookAsync();
        Assert.Equal(LogOutcome.Whole, report.Outcome);
        Assert.Contains(report.Notes, note => note.StartsWith("3 entries were signed more than 15 minutes after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_after_a_pause_are_pending()
    {
        sample.DanWriter.Say();
        sample.Builder.Now = sample.Builder.Now.AddHours(5);
        sample.Builder.Begin("eve0").Say(3);
        Assert.Equal(LogOutcome.Whole, (await sample.LookAsync()).Outcome);
    }

    [Theory]
    [InlineData("{\"v\":2}\n", LogFaultKind.Changed)]
    [InlineData("{\"v\":2}", LogFaultKind.Truncated)]
    public async Task Garbage_behind_the_log_is_found(string garbage, LogFaultKind kind)
    {
        sample.Log.Append(SampleLog.DanOnly, System.Text.Encoding.UTF8.GetBytes(garbage));
        var fault = Looks.FaultOf(await sample.LookAsync());
        Assert.Equal((kind, SampleLog.DanOnly, 143), (fault.Kind, fault.Blob, fault.Line));
    }

    [Fact]
    public async Task Empty_journal_is_told()
    {
        sample.Log.Blobs["journal/2026/11/22/eve0-0001.jsonl"] = [];
        var report = await sample.LookAsync();
        Assert.Equal(LogOutcome.Whole, report.Outcome);
        Assert.Contains("1 journal blobs are empty: their processes ended before their first line.", report.Notes);
    }

    public void Dispose() => sample.Dispose();
}
