using SecureText.Audit;
using SecureText.Audit.Tree;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

/// <summary>Attackers that write everything anew: with the storage only, and with the program's own identity.</summary>
public class RewriteTests
{
    [Fact]
    public async Task Log_written_anew_and_signed_by_another_key_is_a_bad_signature()
    {
        var (good, forged) = (new MemoryLog(), new MemoryLog());
        using var log = Write(good, "done");
        using var other = Write(forged, "refused");
        Assert.Equal(LogOutcome.Whole, (await Looks.LookAsync(forged, other.Keys, other.Now)).Outcome);
        var fault = Looks.FaultOf(await Looks.LookAsync(forged, log.Keys, log.Now));
        Assert.Equal((LogFaultKind.BadSignature, other.Newest.Name), (fault.Kind, fault.Blob));
    }

    [Fact]
    public async Task Journals_and_tree_written_anew_under_the_old_checkpoints_are_changed()
    {
        var (good, forged) = (new MemoryLog(), new MemoryLog());
        using var log = Write(good, "done");
        using var other = Write(forged, "refused");
        foreach (var (name, bytes) in good.Blobs.Where(blob => CheckpointName.Parse(blob.Key) is not null)) forged.Blobs[name] = bytes;
        var fault = Looks.FaultOf(await Looks.LookAsync(forged, log.Keys, log.Now));
        // 300 entries were signed before the one that was changed; the next checkpoint was signed over 320.
        Assert.Equal((LogFaultKind.Changed, log.Newest.Name, 300), (fault.Kind, fault.Blob, fault.Index));
    }

    [Fact]
    public async Task Journals_and_lowest_tiles_written_anew_are_changed_below_the_signed_tile()
    {
        var (good, forged) = (new MemoryLog(), new MemoryLog());
        using var log = Write(good, "done", 70_000);
        using var other = Write(forged, "refused", 70_000);
        foreach (var (name, bytes) in good.Blobs)
        {
            if (CheckpointName.Parse(name) is not null || (TilePath.TryParse(name, out var tile) && tile.Level > 0)) forged.Blobs[name] = bytes;
        }

        var fault = Looks.FaultOf(await Looks.LookAsync(forged, log.Keys, log.Now));
        Assert.Equal(LogFaultKind.Changed, fault.Kind);
    }

    [Fact]
    public async Task Log_written_anew_with_the_programs_own_key_is_forked_from_a_kept_checkpoint()
    {
        var (good, forged) = (new MemoryLog(), new MemoryLog());
        using var key = new SigningKey(LogBuilder.Origin);
        using var log = Write(good, "done", key: key);
        using var other = Write(forged, "refused", key: key);
        // Nothing in the blobs can show it: who may sign may say anything once.
        Assert.Equal(LogOutcome.Whole, (await Looks.LookAsync(forged, key.Jwk, log.Now)).Outcome);
        var fault = Looks.FaultOf(await Looks.LookAsync(forged, key.Jwk, log.Now, since: log.Newest.Bytes));
        Assert.Equal((LogFaultKind.Forked, 320), (fault.Kind, fault.Index));
    }

    private static LogBuilder Write(MemoryLog to, string outcome, int entries = 300, SigningKey? key = null)
    {
        var log = new LogBuilder(to, key);
        var writer = log.Begin("ada0");
        writer.Say(entries);
        log.Turn();
        writer.Say(new AuditEntry(log.Now, "staff:mia0001", "conversation.read", ["c1"], outcome, "request-x"));
        writer.Say(19);
        log.Turn();
        return log;
    }
}
