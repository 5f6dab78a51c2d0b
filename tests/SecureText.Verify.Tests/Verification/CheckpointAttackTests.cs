using System.Text;
using SecureText.Audit.Tree;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

public class CheckpointAttackTests
{
    private static readonly SampleLog Sample = SampleLog.Shared;

    private readonly MemoryLog log = Sample.Log.Copy();

    private static string Newest => Sample.Builder.Newest.Name;

    [Theory]
    [InlineData("600", "601")]
    [InlineData("localhost/journal", "localhost/journey")]
    [InlineData("\nat 2026", "\nat 2025")]
    public async Task Note_whose_text_was_forged_is_a_bad_signature(string before, string after)
    {
        log.Change(Newest, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(before, after, StringComparison.Ordinal)));
        await ExpectAsync(LogFaultKind.BadSignature, Newest);
    }

    [Fact]
    public async Task Older_note_that_was_forged_is_a_bad_signature()
    {
        var name = Checkpoints()[3];
        log.Change(name, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\nat 2026", "\nat 2025", StringComparison.Ordinal)));
        await ExpectAsync(LogFaultKind.BadSignature, name);
    }

    [Fact]
    public async Task Another_key_is_a_bad_signature()
    {
        using var other = new SigningKey(LogBuilder.Origin);
        var report = await Looks.LookAsync(log, other.Jwk, Sample.Builder.Now);
        Assert.Equal((LogFaultKind.BadSignature, Newest), (Looks.FaultOf(report).Kind, report.Fault!.Blob));
    }

    [Fact]
    public async Task Only_the_new_key_leaves_the_old_checkpoints_unsigned()
    {
        var report = await Looks.LookAsync(log, Sample.Builder.Key.Jwk, Sample.Builder.Now);
        Assert.Equal((LogFaultKind.BadSignature, Checkpoints()[0]), (Looks.FaultOf(report).Kind, report.Fault!.Blob));
    }

    [Fact]
    public async Task Another_origin_than_asked_for_is_a_bad_checkpoint()
    {
        var report = await Looks.LookAsync(log, Sample.Builder.Keys, Sample.Builder.Now, origin: "elsewhere/journal");
        Assert.Equal(LogFaultKind.BadCheckpoint, Looks.FaultOf(report).Kind);
    }

    [Fact]
    public async Task Log_without_checkpoints_is_a_missing_checkpoint()
    {
        foreach (var name in Checkpoints()) log.Blobs.Remove(name);
        await ExpectAsync(LogFaultKind.MissingCheckpoint, null);
    }

    [Fact]
    public async Task Checkpoint_taken_out_of_the_middle_is_a_missing_checkpoint()
    {
        log.Blobs.Remove(Checkpoints()[2]);
        await ExpectAsync(LogFaultKind.MissingCheckpoint, LogBatch.NameOf(255));
    }

    [Fact]
    public async Task Newest_checkpoints_taken_away_are_rolled_back()
    {
        foreach (var name in Checkpoints()[^2..]) log.Blobs.Remove(name);
        await ExpectAsync(LogFaultKind.RolledBack, LogBatch.NameOf(558));
    }

    [Fact]
    public async Task Whole_log_cut_back_to_an_older_state_is_rolled_back_from_a_kept_checkpoint()
    {
        var files = new MemoryLog();
        using var builder = new LogBuilder(files);
        var writer = builder.Begin("ada0");
        writer.Say(10);
        builder.Turn();
        var state = files.Copy();
        writer.Say(10);
        builder.Turn();
        Assert.Equal(LogOutcome.Whole, (await Looks.LookAsync(state, builder.Keys, builder.Now)).Outcome);
        var report = await Looks.LookAsync(state, builder.Keys, builder.Now, since: builder.Newest.Bytes);
        Assert.Equal(LogFaultKind.RolledBack, Looks.FaultOf(report).Kind);
    }

    [Fact]
    public async Task Log_that_grew_from_a_kept_checkpoint_is_whole() =>
        Assert.Equal(LogOutcome.Whole, (await Sample.LookAsync(since: Sample.Kept)).Outcome);

    [Fact]
    public async Task Kept_checkpoint_that_no_key_has_signed_is_unreadable()
    {
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Sample.Kept).Replace("\n308\n", "\n307\n", StringComparison.Ordinal));
        Assert.Equal(LogOutcome.Unreadable, (await Sample.LookAsync(since: forged)).Outcome);
    }

    [Fact]
    public async Task Kept_checkpoint_of_another_history_is_forked()
    {
        var other = new Checkpoint(LogBuilder.Origin, 300, TreeHash.Empty, Sample.Builder.Now.AddHours(-1));
        var report = await Sample.LookAsync(since: Sample.Builder.Key.Sign(other.Format()).Format());
        Assert.Equal((LogFaultKind.Forked, 300), (Looks.FaultOf(report).Kind, report.Fault!.Index!.Value));
    }

    [Fact]
    public async Task Checkpoint_signed_over_another_history_is_forked()
    {
        var name = Put(new Checkpoint(LogBuilder.Origin, 308, TreeHash.Empty, TimeOf(Checkpoints()[4]).AddMilliseconds(1)));
        await ExpectAsync(LogFaultKind.Forked, name);
    }

    [Fact]
    public async Task Newest_checkpoint_with_another_root_for_the_same_size_is_forked()
    {
        var name = Put(new Checkpoint(LogBuilder.Origin, 600, TreeHash.Empty, Sample.Builder.Now.AddSeconds(1)));
        await ExpectAsync(LogFaultKind.Forked, name);
    }

    [Fact]
    public async Task Checkpoint_of_a_time_to_come_speaks_against_the_clock_here()
    {
        Put(new Checkpoint(LogBuilder.Origin, 600, Sample.Builder.Root, Sample.Builder.Now.AddMinutes(11)));
        var report = await Sample.LookAsync(log);
        Assert.Equal(LogOutcome.Unreadable, report.Outcome);
        Assert.Contains("clock", report.Unreadable, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_of_another_origin_than_the_kept_checkpoint_is_a_bad_checkpoint()
    {
        using var other = new SigningKey("elsewhere/journal");
        var kept = other.Sign(new Checkpoint("elsewhere/journal", 3, TreeHash.Empty, Sample.Builder.Now.AddHours(-1)).Format()).Format();
        var keys = Encoding.UTF8.GetString(Sample.Builder.Keys)[..^2] + $",{Encoding.UTF8.GetString(other.Jwk)}]}}";
        var report = await Looks.LookAsync(log, Encoding.UTF8.GetBytes(keys), Sample.Builder.Now, since: kept);
        Assert.Equal((LogFaultKind.BadCheckpoint, Newest), (Looks.FaultOf(report).Kind, report.Fault!.Blob));
    }

    [Theory]
    [InlineData(1, LogOutcome.Whole)]
    [InlineData(3, LogOutcome.Tampered)]
    public async Task Older_key_signs_nothing_long_after_a_newer_one_has(int hours, LogOutcome outcome)
    {
        var files = new MemoryLog();
        using var old = new SigningKey(LogBuilder.Origin);
        using var builder = new LogBuilder(files, old);
        builder.Begin("ada0").Say(3);
        builder.Turn();
        builder.RotateKey();
        builder.Turn();
        builder.Now = builder.Now.AddHours(hours);
        var late = new Checkpoint(LogBuilder.Origin, builder.Size, builder.Root, builder.Now);
        files.Blobs[CheckpointName.Of(late).ToString()] = old.Sign(late.Format()).Format();
        var report = await Looks.LookAsync(files, builder.Keys, builder.Now);
        Assert.Equal(outcome, report.Outcome);
        if (hours == 3) Assert.Equal(LogFaultKind.BadSignature, report.Fault!.Kind);
    }

    [Fact]
    public async Task Later_checkpoint_of_a_smaller_log_is_rolled_back()
    {
        var small = Checkpoint.TryParse(SignedNote.Parse(log.Blobs[Checkpoints()[^2]]).Text, out var read) ? read : null;
        var name = Put(small! with { At = Sample.Builder.Now.AddSeconds(1) });
        await ExpectAsync(LogFaultKind.RolledBack, name);
    }

    [Fact]
    public async Task Renamed_checkpoint_is_a_bad_checkpoint()
    {
        var name = Newest.Replace("600", "599", StringComparison.Ordinal);
        log.Rename(Newest, name);
        await ExpectAsync(LogFaultKind.BadCheckpoint, name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("\n\n")]
    public async Task Checkpoint_that_is_no_note_is_a_bad_checkpoint(string text)
    {
        log.Blobs[Newest] = Encoding.UTF8.GetBytes(text);
        await ExpectAsync(LogFaultKind.BadCheckpoint, Newest);
    }

    [Fact]
    public async Task Checkpoint_of_many_megabytes_is_a_bad_checkpoint()
    {
        log.Blobs[Newest] = new byte[10_000_000];
        await ExpectAsync(LogFaultKind.BadCheckpoint, Newest);
    }

    [Fact]
    public async Task Second_signature_is_a_bad_checkpoint()
    {
        log.Change(Newest, bytes =>
        {
            var note = SignedNote.Parse(bytes);
            return (note with { Signatures = [.. note.Signatures, new NoteSignature("witness", 1, [1, 2, 3])] }).Format();
        });
        await ExpectAsync(LogFaultKind.BadCheckpoint, Newest);
    }

    [Fact]
    public async Task Signed_root_of_another_size_is_a_bad_checkpoint()
    {
        var text = SignedNote.Parse(log.Blobs[Newest]).Text.Replace(Sample.Builder.Root.ToString(), Convert.ToBase64String(new byte[31]), StringComparison.Ordinal);
        log.Blobs[Newest] = Sample.Builder.Key.Sign(text).Format();
        await ExpectAsync(LogFaultKind.BadCheckpoint, Newest);
    }

    [Fact]
    public async Task Container_that_shows_the_newest_checkpoint_once_is_never_whole() =>
        Assert.Equal(LogOutcome.Unreadable, (await Sample.LookAsync(new Forgetful(log))).Outcome);

    private List<string> Checkpoints() => [.. log.Blobs.Keys.Where(name => name.StartsWith(CheckpointName.Prefix, StringComparison.Ordinal))];

    private static DateTimeOffset TimeOf(string name) => CheckpointName.Parse(name)!.At;

    private string Put(Checkpoint checkpoint)
    {
        var name = CheckpointName.Of(checkpoint).ToString();
        log.Blobs[name] = Sample.Builder.Key.Sign(checkpoint.Format()).Format();
        return name;
    }

    private async Task ExpectAsync(LogFaultKind kind, string? blob)
    {
        var fault = Looks.FaultOf(await Sample.LookAsync(log));
        Assert.Equal((kind, blob), (fault.Kind, fault.Blob));
    }

    /// <summary>Lists the newest checkpoint the first time only.</summary>
    private sealed class Forgetful(MemoryLog log) : ILogFiles
    {
        private int listings;

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken)
        {
            if (prefix == CheckpointName.Prefix && ++listings == 2) log.Blobs.Remove(Newest);
            return log.ListAsync(prefix, cancellationToken);
        }

        public ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken) => log.OpenAsync(name, offset, cancellationToken);
    }
}
