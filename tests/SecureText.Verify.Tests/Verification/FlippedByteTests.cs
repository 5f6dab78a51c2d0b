using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

/// <summary>No byte of any blob may change unseen.</summary>
public class FlippedByteTests
{
    // Every one of them is tried with SECURETEXT_EVERY_BYTE=1, which takes minutes.
    private static readonly int Step = Environment.GetEnvironmentVariable("SECURETEXT_EVERY_BYTE") == "1" ? 1 : 61;

    [Fact]
    public async Task Flipped_byte_is_never_whole()
    {
        var log = new MemoryLog();
        using var builder = new LogBuilder(log);
        var (ada, ben) = (builder.Begin("ada0"), builder.Begin("ben0"));
        ada.Say(4);
        ben.Say(3);
        builder.Turn();
        builder.RotateKey();
        ada.NextBlob();
        ada.Say(3);
        ben.Close();
        builder.Turn();
        Assert.Equal(LogOutcome.Whole, (await Looks.LookAsync(log, builder.Keys, builder.Now)).Outcome);
        var (seen, missed) = (0, new List<string>());
        uint chance = 20261122;
        foreach (var (name, bytes) in log.Blobs.ToList())
        {
            for (var at = (int)(Next() % Step); at < bytes.Length; at += Step)
            {
                var changed = log.Copy();
                changed.Flip(name, at, (byte)(1 << (int)(Next() % 8)));
                var report = await Looks.LookAsync(changed, builder.Keys, builder.Now);
                seen++;
                if (report.Outcome != LogOutcome.Tampered) missed.Add($"{name} byte {at}: {report.Outcome} {report.Unreadable}");
            }
        }

        Assert.Empty(missed);
        Assert.True(seen > 100, $"Only {seen} bytes were tried.");

        uint Next() => chance = (chance * 1664525) + 1013904223;
    }

    [Fact]
    public async Task Blob_taken_away_is_never_whole()
    {
        var sample = SampleLog.Shared;
        var missed = new List<string>();
        foreach (var name in sample.Log.Blobs.Keys)
        {
            // A partial tile that a fuller one has replaced may go (C2SP tlog-tiles), and a checkpoint that states what
            // an earlier or later one of the same size states; nothing hangs on them.
            if (name.Contains(".p/", StringComparison.Ordinal) || Audit.Tree.CheckpointName.Parse(name)?.Size is 50 or 600) continue;
            var changed = sample.Log.Copy();
            changed.Blobs.Remove(name);
            if ((await sample.LookAsync(changed)).Outcome != LogOutcome.Tampered) missed.Add(name);
        }

        Assert.Empty(missed);
    }
}
