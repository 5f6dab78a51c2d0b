using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SecureText.Audit.Tree;

/// <summary>A checkpoint and its note as it stands in storage.</summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, SignedNote Note);

/// <summary>
/// Takes journal lines into the tree and signs it. In order: batch (decides), tiles and bundles (follow), checkpoint (vouches),
/// and only then the next batch; all of them create-only. So any number of integrators, each stopped anywhere, make the same
/// tree, and whoever comes next finishes what stands half done. Safe for many callers: they run one after the other.
/// </summary>
public sealed partial class LogIntegrator(
    LogStore store, ICheckpointSigner signer, IJournal journal, TimeProvider time, ILogger<LogIntegrator>? logger = null, int maxEntries = 8192)
    : IDisposable
{
    /// <summary>A checkpoint of the same size is written this often, so that "proved up to" moves while nothing happens.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    // A process that did nothing for longer begins at the newest checkpoint, and does not follow what others did batch by batch.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim gate = new(1);
    private readonly JournalLooker looker = new(store, time, maxEntries);
    private readonly CheckpointFinder finder = new(store, signer, time);
    private readonly ILogger logger = logger ?? NullLogger<LogIntegrator>.Instance;
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private GrowingTree? here;
    private DateTimeOffset hereAt;

    /// <summary>One run: everything new goes into the tree; a checkpoint follows when it grew, is old, or is asked for.</summary>
    /// <param name="always">Signs also when nothing is new.</param>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    /// <returns>The newest checkpoint; null while the log is empty.</returns>
    /// <exception cref="LogDamagedException">The tree in storage is not what the journals say.</exception>
    public async Task<SignedCheckpoint?> RunAsync(bool always, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Whatever fails leaves nothing in memory that might be ahead of storage.
            var tree = await TreeAsync(cancellationToken);

            // Decided by somebody who did not come to sign it: before the next batch its checkpoint must stand.
            var isSigned = tree.Size > (tree.Signed?.Checkpoint.Size ?? 0);
            if (isSigned) await SignAsync(tree, cancellationToken);
            bool isAll;
            LogLook look;
            do
            {
                look = await looker.LookAsync(tree.State, cancellationToken);
                if (look.Lines.Count == 0) break;
                isAll = await tree.TakeAsync(look, cancellationToken) && !look.IsFull;
                await SignAsync(tree, cancellationToken);
                isSigned = true;
            }
            while (!isAll);

            if (tree.Size > 0 && !isSigned && (always || IsSilent(tree))) await SignAsync(tree, cancellationToken);
            // Only where nothing is left: who is given up before his last line is in would make every later one a damage.
            await ExplainAsync(tree, look, cancellationToken);
            Keep(tree);
            return tree.Signed;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>How many lines wait to go into the tree; counts no further than one batch takes.</summary>
    public async Task<int> PendingAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var tree = await TreeAsync(cancellationToken);
            while (await tree.FollowAsync(cancellationToken))
            {
                // Another process is ahead: what it has decided does not wait.
            }

            var look = await looker.LookAsync(tree.State, cancellationToken);
            Keep(tree);
            return look.Lines.Count;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private async Task<GrowingTree> TreeAsync(CancellationToken cancellationToken)
    {
        var tree = time.GetUtcNow() - hereAt <= FreshFor ? here : null;
        here = null;
        return tree ?? await GrowingTree.LoadAsync(store, finder, cancellationToken);
    }

    private void Keep(GrowingTree tree) => (here, hereAt) = (tree, time.GetUtcNow());

    /// <summary>
    /// Of any two checkpoints the one of the larger tree must also be the later, whoever signs, or the log looks rolled back for
    /// ever. So the time is taken first (after every checkpoint that is there, should another machine's clock be ahead), and
    /// last of all, after the signature, which takes longest, it is seen that nobody has decided more.
    /// </summary>
    private async Task SignAsync(GrowingTree tree, CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = time.GetUtcNow();
            var newest = await finder.NewestAroundAsync(at, cancellationToken);
            if (tree.Signed is { } known && known.Checkpoint.At > newest) newest = known.Checkpoint.At;
            if (newest > at + MostAhead) throw new InvalidOperationException("This machine's clock is far behind the newest checkpoint: set it, or wait.");
            if (at < newest.AddMilliseconds(1)) at = newest.AddMilliseconds(1);
            var checkpoint = new Checkpoint(signer.Origin, tree.Size, tree.Root(), at);
            var note = await signer.SignAsync(checkpoint.Format(), cancellationToken);
            if (await tree.FollowAsync(cancellationToken)) continue;
            var signed = new SignedCheckpoint(checkpoint, note);
            // There already: another integrator in the same millisecond, or this try's own lost answer.
            var isNew = await store.TryCreateAsync(CheckpointName.Of(checkpoint).ToString(), note.Format(), cancellationToken);
            tree.Signed = signed;
            if (isNew) return;
        }
    }

    private async Task ExplainAsync(GrowingTree tree, LogLook look, CancellationToken cancellationToken)
    {
        foreach (var writer in look.Late.Where(writer => told.Add($"late {writer}"))) LogNotWhole(writer, "closed and has lines after", tree.State.Find(writer)?.Seq ?? 0);
        var bad = look.Bad.Where(one => !told.Contains(one.Writer)).ToList();
        if (bad.Count > 0)
        {
            // A list is no picture of one moment: what was half seen is whole at a second look.
            var again = (await looker.LookAsync(tree.State, cancellationToken)).Bad;
            foreach (var (writer, seq) in bad.Where(again.Contains))
            {
                LogNotWhole(writer, "not as it was written from", seq);
                await journal.AppendAsync(WriterEnd.Broken(writer, seq, time.GetUtcNow()), cancellationToken);
                told.Add(writer);
            }
        }

        var badOnes = look.Bad.Select(one => one.Writer).ToHashSet(StringComparer.Ordinal);
        foreach (var mark in tree.State.Marks().Where(mark => mark.End is null && !badOnes.Contains(mark.Writer) && IsGivenUp(mark)))
        {
            if (told.Contains(mark.Writer)) continue;
            await journal.AppendAsync(WriterEnd.Abandoned(mark.Writer, mark.Seq, time.GetUtcNow()), cancellationToken);
            told.Add(mark.Writer);
        }
    }

    private bool IsSilent(GrowingTree tree) =>
        tree.Signed is not { } signed || time.GetUtcNow() - signed.Checkpoint.At >= LongestSilence;

    private bool IsGivenUp(WriterMark mark) =>
        JournalBlobName.Parse(mark.Blob) is { } name
        && time.GetUtcNow().UtcDateTime > name.Day.AddDays(1).ToDateTime(TimeOnly.MinValue) + WriterEnd.GivenUpAfter;

    [LoggerMessage(1, LogLevel.Critical, "Journal writer {Writer} is {What} number {Seq}: that and what follows does not go into the log.", EventName = "LogNotWhole")]
    private partial void LogNotWhole(string writer, string what, long seq);
}
