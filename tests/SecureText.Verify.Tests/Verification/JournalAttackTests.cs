using System.Text;
using SecureText.Audit;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

public class JournalAttackTests
{
    private readonly MemoryLog log = SampleLog.Shared.Log.Copy();

    [Fact]
    public async Task Bit_flipped_in_a_line_is_changed()
    {
        Replace(SampleLog.AdaSecond, 4, line => line.Replace("\"done\"", "\"dope\"", StringComparison.Ordinal));
        await ExpectAsync(LogFaultKind.Changed, SampleLog.AdaSecond, 5, SampleLog.Ada, 45, 64);
    }

    [Fact]
    public async Task Journal_cut_within_a_line_is_truncated()
    {
        log.Change(SampleLog.BenOnly, bytes => bytes[..^10]);
        await ExpectAsync(LogFaultKind.Truncated, SampleLog.BenOnly, 67, SampleLog.Ben, 67, 257);
    }

    [Fact]
    public async Task Journal_without_its_last_line_is_truncated()
    {
        log.Lines(SampleLog.BenOnly, lines => lines.RemoveAt(66));
        await ExpectAsync(LogFaultKind.Truncated, SampleLog.BenOnly, 67, SampleLog.Ben, 67, 257);
    }

    [Fact]
    public async Task Emptied_journal_is_truncated()
    {
        log.Blobs[SampleLog.BenOnly] = [];
        await ExpectAsync(LogFaultKind.Truncated, SampleLog.BenOnly, 1, SampleLog.Ben, 1, 30);
    }

    [Fact]
    public async Task Line_taken_out_is_dropped()
    {
        log.Lines(SampleLog.AdaFirst, lines => lines.RemoveAt(9));
        await ExpectAsync(LogFaultKind.Dropped, SampleLog.AdaFirst, 10, SampleLog.Ada, 10, 9);
    }

    [Fact]
    public async Task Line_put_in_is_added()
    {
        log.Lines(SampleLog.AdaFirst, lines => lines.Insert(9, lines[9].Replace("mia0001", "eve0001", StringComparison.Ordinal)));
        await ExpectAsync(LogFaultKind.Added, SampleLog.AdaFirst, 10, SampleLog.Ada, 10, 9);
    }

    [Fact]
    public async Task Garbage_put_in_is_added()
    {
        log.Lines(SampleLog.AdaFirst, lines => lines.Insert(9, "nothing"));
        await ExpectAsync(LogFaultKind.Added, SampleLog.AdaFirst, 10, SampleLog.Ada, 10, 9);
    }

    [Fact]
    public async Task Swapped_lines_are_reordered()
    {
        log.Lines(SampleLog.AdaFirst, lines => (lines[9], lines[10]) = (lines[10], lines[9]));
        await ExpectAsync(LogFaultKind.Reordered, SampleLog.AdaFirst, 10, SampleLog.Ada, 10, 9);
    }

    [Fact]
    public async Task Line_that_stands_again_is_repeated()
    {
        log.Lines(SampleLog.AdaFirst, lines => lines.Insert(9, lines[3]));
        await ExpectAsync(LogFaultKind.Repeated, SampleLog.AdaFirst, 10, SampleLog.Ada, 10, 9);
    }

    [Fact]
    public async Task Line_of_another_writer_is_foreign()
    {
        var moved = Encoding.UTF8.GetString(log.Blobs[SampleLog.BenOnly]).Split('\n')[2];
        log.Lines(SampleLog.AdaFirst, lines => lines.Insert(9, moved));
        await ExpectAsync(LogFaultKind.Foreign, SampleLog.AdaFirst, 10, SampleLog.Ada, 10, 9);
    }

    [Fact]
    public async Task Journal_that_was_deleted_is_a_missing_writer()
    {
        log.Blobs.Remove(SampleLog.BenOnly);
        await ExpectAsync(LogFaultKind.MissingWriter, SampleLog.BenOnly, 1, SampleLog.Ben, 1, 30);
    }

    [Fact]
    public async Task Second_blob_that_was_deleted_is_dropped()
    {
        log.Blobs.Remove(SampleLog.AdaSecond);
        await ExpectAsync(LogFaultKind.Dropped, SampleLog.AdaSecond, 1, SampleLog.Ada, 41, 60);
    }

    [Fact]
    public async Task Blob_renamed_to_another_writer_is_a_missing_writer()
    {
        log.Rename(SampleLog.BenOnly, "journal/2026/11/20/eve0-0001.jsonl");
        await ExpectAsync(LogFaultKind.MissingWriter, SampleLog.BenOnly, 1, SampleLog.Ben, 1, 30);
    }

    [Fact]
    public async Task Blob_renamed_together_with_its_batches_is_changed()
    {
        const string other = "journal/2026/11/20/ada0-0003.jsonl";
        log.Rename(SampleLog.AdaSecond, other);
        foreach (var batch in log.Blobs.Keys.Where(name => name.StartsWith("tree/batch/", StringComparison.Ordinal)).ToList())
            log.Change(batch, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(SampleLog.AdaSecond, other, StringComparison.Ordinal)));
        await ExpectAsync(LogFaultKind.Changed, other, 1, SampleLog.Ada, 41, 60);
    }

    [Fact]
    public async Task Line_feeds_turned_into_those_of_windows_are_changed()
    {
        log.Change(SampleLog.BenOnly, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\n", "\r\n", StringComparison.Ordinal)));
        await ExpectAsync(LogFaultKind.Changed, SampleLog.BenOnly, 1, SampleLog.Ben, 1, 30);
    }

    [Fact]
    public async Task Journal_written_anew_with_a_chain_that_fits_is_changed()
    {
        var chain = JournalChain.Start(SampleLog.Ada).Open(SampleLog.AdaFirst);
        log.Change(SampleLog.AdaFirst, bytes =>
        {
            using var anew = new MemoryStream();
            foreach (var old in JournalCheck.Split(bytes))
            {
                var line = JournalLine.Parse(old.Span);
                (var written, chain) = chain.Next(line.Seq == 10 ? line.Entry with { Outcome = "refused" } : line.Entry);
                anew.Write(written);
            }

            return anew.ToArray();
        });
        await ExpectAsync(LogFaultKind.Changed, SampleLog.AdaFirst, 10, SampleLog.Ada, 10, 9);
    }

    [Fact]
    public async Task Line_longer_than_any_is_changed()
    {
        log.Change(SampleLog.AdaFirst, bytes => [.. bytes[..1000], .. new byte[1_000_000], .. bytes[1000..]]);
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((LogFaultKind.Changed, SampleLog.AdaFirst), (fault.Kind, fault.Blob));
    }

    [Fact]
    public async Task Blob_that_goes_on_where_the_log_left_it_is_added()
    {
        log.Lines(SampleLog.AdaFirst, lines => lines.Add(lines[^1]));
        await ExpectAsync(LogFaultKind.Added, SampleLog.AdaFirst, 41, SampleLog.Ada, 41, null);
    }

    [Theory]
    [InlineData("journal/2026/11/20/readme.txt")]
    [InlineData("journal/2026/13/20/eve0-0001.jsonl")]
    [InlineData("journal/2026/11/20/eve0-00001.jsonl")]
    [InlineData("tree/tile/0/000.bak")]
    [InlineData("tree/tile/0/0")]
    [InlineData("tree/batch/7")]
    [InlineData("tree/checkpoint/latest")]
    [InlineData("other/blob")]
    public async Task Blob_that_is_none_of_the_logs_is_foreign(string name)
    {
        log.Blobs[name] = [1];
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((LogFaultKind.Foreign, name), (fault.Kind, fault.Blob));
    }

    [Fact]
    public async Task Name_that_could_deceive_a_terminal_is_shown_without_its_signs()
    {
        log.Blobs["tree/\u001b[31mx"] = [1];
        Assert.Equal("tree/??31mx", Looks.FaultOf(await SampleLog.Shared.LookAsync(log)).Blob);
    }

    private void Replace(string blob, int line, Func<string, string> change) => log.Lines(blob, lines => lines[line] = change(lines[line]));

    private async Task ExpectAsync(LogFaultKind kind, string blob, long line, string writer, long seq, long? index)
    {
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((kind, blob, line, writer, seq, index), (fault.Kind, fault.Blob, fault.Line, fault.Writer, fault.Seq, fault.Index));
    }
}
