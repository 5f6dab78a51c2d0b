using SecureText.Audit.Tree;

namespace SecureText.Audit.Verification;

/// <summary>Goes through the checkpoints in the order of their times while the tree grows, and holds it to each.</summary>
internal sealed class CheckpointWalk(
    FilesAhead files, CheckpointReader reader, string newestName, Checkpoint newest, Checkpoint? since)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestOldKey = TimeSpan.FromHours(2);

    private IAsyncEnumerator<string>? names;
    private (string Name, Checkpoint Checkpoint)? next;
    private Checkpoint? met;
    private readonly Queue<DateTimeOffset> recent = new();
    private string? metName;
    private bool isSinceMet = since is null;
    private long newestSize;
    private readonly List<uint> keyOrder = [];
    private DateTimeOffset rotatedAt;

    /// <summary>Checkpoints whose root was met.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// What claims to be of before this time should have been in the tree: a checkpoint was signed then without it, and
    /// integration went on for a quarter of an hour. After an outage nothing is late, however much comes at once.
    /// </summary>
    public DateTimeOffset? TakenUntil { get; private set; }

    /// <summary>Size of the last one met.</summary>
    public long? MetSize => met?.Size;

    /// <summary>When the checkpoint was signed that takes what comes next; null behind the newest.</summary>
    public DateTimeOffset? NextAt => next?.Checkpoint.At;

    /// <summary>Told of every line that is signed.</summary>
    public CheckpointGaps Gaps { get; } = new(LongestWait);

    /// <summary>Size of the newest one by now, as its name says; nothing but whether there is one hangs on it.</summary>
    /// <param name="atLeast">A size that is enough: whoever knows one that is as large does not look again.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<long> NewestSizeAsync(long atLeast, CancellationToken cancellationToken)
    {
        if (newestSize < atLeast) newestSize = CheckpointName.Parse(await reader.NewestAsync(cancellationToken))?.Size ?? 0;
        return newestSize;
    }

    /// <summary>Whether a newer one than the one that the log is held to has come.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken) =>
        await reader.NewestAsync(cancellationToken) is { } name && string.CompareOrdinal(name, newestName) > 0;

    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        names = files.ListForetellingAsync(CheckpointName.Prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await AdvanceAsync(null, cancellationToken);
    }

    /// <summary>Whether a checkpoint is of this size.</summary>
    public bool IsDue(long size) => next?.Checkpoint.Size == size || (!isSinceMet && since!.Size == size);

    /// <summary>Holds the tree to the checkpoints of its size.</summary>
    public async ValueTask MeetAsync(long size, TreeColumns tree, StoredTree stored, CancellationToken cancellationToken)
    {
        var root = tree.Root();
        while (next is { } due && due.Checkpoint.Size == size)
        {
            if (due.Checkpoint.Root != root)
                throw await NotMetAsync(due.Name, due.Checkpoint, tree, stored, cancellationToken);
            Count++;
            (met, metName) = (due.Checkpoint, due.Name);
            recent.Enqueue(met.At);
            while (recent.Peek() <= met.At - LongestWait) TakenUntil = recent.Dequeue();
            await AdvanceAsync(due, cancellationToken);
        }

        if (isSinceMet || since!.Size != size) return;
        isSinceMet = true;
        if (since.Root != root)
        {
            throw new LogFault(
                LogFaultKind.Forked, null, "The log is not the one that the earlier checkpoint was signed over.", Index: size, At: since.At).Found();
        }
    }

    /// <summary>After the walk: nothing is proved unless it met the newest checkpoint itself.</summary>
    public void Finish()
    {
        if (metName != newestName || !isSinceMet)
            throw new LogUnreadableException("The newest checkpoint was listed once, and not again.");
    }

    public async ValueTask CloseAsync()
    {
        if (names is not null) await names.DisposeAsync();
    }

    private async ValueTask AdvanceAsync((string Name, Checkpoint Checkpoint)? before, CancellationToken cancellationToken)
    {
        next = null;
        // What came after the newest was chosen belongs to another look.
        if (before?.Name == newestName || !await names!.MoveNextAsync()) return;
        var name = names.Current;
        if (await reader.ReadAsync(name, cancellationToken) is not { } checkpoint)
            throw new LogUnreadableException("A checkpoint was listed and is not there any more.");
        if (before is { } last && (checkpoint.Size < last.Checkpoint.Size || string.CompareOrdinal(name, last.Name) <= 0))
        {
            throw new LogFault(
                LogFaultKind.RolledBack, name, "This checkpoint is of a smaller log than one before it.", Index: checkpoint.Size, At: checkpoint.At).Found();
        }

        CheckKey(name, checkpoint.At);
        next = (name, checkpoint);
    }

    // Keys are changed because they may have leaked: what an old one signs later is worth nothing.
    private void CheckKey(string name, DateTimeOffset at)
    {
        var key = reader.KeyId;
        if (!keyOrder.Contains(key))
        {
            keyOrder.Add(key);
            rotatedAt = at;
        }

        if (key == keyOrder[^1] || at <= rotatedAt + LongestOldKey) return;
        throw new LogFault(
            LogFaultKind.BadSignature, name, "The checkpoint is signed by an older key, long after a newer one had signed.", At: at).Found();
    }

    private async Task<FaultFoundException> NotMetAsync(
        string name, Checkpoint checkpoint, TreeColumns tree, StoredTree stored, CancellationToken cancellationToken)
    {
        // Two roots were signed for one size, or the entries before this checkpoint are those of the newest one.
        var isForked = met?.Size == checkpoint.Size;
        if (!isForked && checkpoint != newest)
        {
            isForked = true;
            foreach (var (from, size, hash) in tree.Subtrees())
                isForked = isForked && await stored.ProvesAsync(from, size, hash, cancellationToken);
        }

        var first = met?.Size ?? 0;
        return isForked
            ? new LogFault(
                LogFaultKind.Forked, name, "This checkpoint was signed over another history than the others.", Index: checkpoint.Size, At: checkpoint.At).Found()
            : new LogFault(
                LogFaultKind.Changed,
                name,
                $"Of the entries {first} to {checkpoint.Size - 1}, at least one is not what was signed; journals and tree were changed together.",
                Index: first,
                At: checkpoint.At).Found();
    }
}
