using SecureText.Audit.Tree;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

public class BundleAttackTests
{
    private const string Second = "tree/tile/entries/001";
    private const string Last = "tree/tile/entries/002.p/88";

    private readonly MemoryLog log = SampleLog.Shared.Log.Copy();

    [Fact]
    public async Task Bit_flipped_in_an_entry_is_changed()
    {
        Entries(Second, entries => entries[7][60] ^= 1);
        await ExpectAsync(LogFaultKind.Changed, Second, 256 + 7);
    }

    [Fact]
    public async Task Entry_taken_out_is_dropped()
    {
        Entries(Second, entries => entries.RemoveAt(7));
        await ExpectAsync(LogFaultKind.Dropped, Second, 256 + 7);
    }

    [Fact]
    public async Task Entry_put_in_is_added()
    {
        Entries(Second, entries => entries.Insert(7, [.. entries[7].Select((b, i) => (byte)(i == 60 ? b ^ 1 : b))]));
        await ExpectAsync(LogFaultKind.Added, Second, 256 + 7);
    }

    [Fact]
    public async Task Swapped_entries_are_reordered()
    {
        Entries(Second, entries => (entries[7], entries[8]) = (entries[8], entries[7]));
        await ExpectAsync(LogFaultKind.Reordered, Second, 256 + 7);
    }

    [Fact]
    public async Task Entry_that_stands_again_is_repeated()
    {
        Entries(Second, entries => entries[7] = entries[3]);
        await ExpectAsync(LogFaultKind.Repeated, Second, 256 + 7);
    }

    [Fact]
    public async Task Bundle_without_its_last_entry_is_truncated()
    {
        Entries(Second, entries => entries.RemoveAt(255));
        await ExpectAsync(LogFaultKind.Truncated, Second, 256 + 255);
    }

    [Fact]
    public async Task Bundle_cut_within_an_entry_is_truncated()
    {
        log.Change(Last, bytes => bytes[..^5]);
        await ExpectAsync(LogFaultKind.Truncated, Last, 599);
    }

    [Fact]
    public async Task Bundle_that_goes_on_is_added()
    {
        log.Change(Last, bytes => [.. bytes, 0]);
        await ExpectAsync(LogFaultKind.Added, Last, 600);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 128)]
    [InlineData(0, 128)]
    public async Task Flipped_length_is_a_wrong_entry_length(int at, byte bit)
    {
        log.Flip(Last, at, bit);
        await ExpectAsync(LogFaultKind.WrongEntryLength, Last, 512);
    }

    [Fact]
    public async Task Length_of_nothing_is_a_wrong_entry_length()
    {
        log.Change(Last, bytes => [0, 0, .. bytes[2..]]);
        await ExpectAsync(LogFaultKind.WrongEntryLength, Last, 512);
    }

    [Theory]
    [InlineData(Second)]
    [InlineData(Last)]
    public async Task Bundle_that_was_deleted_is_a_missing_tile(string name)
    {
        log.Blobs.Remove(name);
        await ExpectAsync(LogFaultKind.MissingTile, name, name == Last ? 512 : 256);
    }

    [Fact]
    public async Task Partial_bundle_of_another_history_is_changed()
    {
        const string partial = "tree/tile/entries/001.p/52";
        Entries(partial, entries => entries[51] = [.. entries[51].Select((b, i) => (byte)(i == 60 ? b ^ 1 : b))]);
        await ExpectAsync(LogFaultKind.Changed, partial, 256 + 51);
    }

    [Fact]
    public async Task Journal_and_bundle_changed_together_are_changed_in_the_journal()
    {
        log.Lines(SampleLog.BenOnly, lines => lines[0] = lines[0].Replace("done", "dope", StringComparison.Ordinal));
        foreach (var name in new[] { "tree/tile/entries/000", "tree/tile/entries/000.p/50", "tree/tile/entries/000.p/255" })
        {
            Entries(name, entries => entries[30] = System.Text.Encoding.UTF8.GetBytes(
                System.Text.Encoding.UTF8.GetString(entries[30]).Replace("done", "dope", StringComparison.Ordinal)));
        }

        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((LogFaultKind.Changed, SampleLog.BenOnly, 1, 30), (fault.Kind, fault.Blob, fault.Line, fault.Index));
    }

    private void Entries(string name, Action<List<byte[]>> change) => log.Change(name, bytes =>
    {
        var entries = EntryBundle.Read(bytes).Select(entry => entry.ToArray()).ToList();
        change(entries);
        using var changed = new MemoryStream();
        foreach (var entry in entries) EntryBundle.Write(changed, entry);
        return changed.ToArray();
    });

    private async Task ExpectAsync(LogFaultKind kind, string blob, long index)
    {
        var fault = Looks.FaultOf(await SampleLog.Shared.LookAsync(log));
        Assert.Equal((kind, blob, index), (fault.Kind, fault.Blob, fault.Index));
    }
}
