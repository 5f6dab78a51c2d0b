namespace SecureText.Sealing;

/// <summary>How often a writing key is used, and how many are kept.</summary>
/// <param name="MaxUses">Callers that get one key before it is replaced.</param>
/// <param name="MaxKeys">Scopes held at once; the one that was not used for longest goes first.</param>
public sealed record WritingKeyLimits(int MaxUses, int MaxKeys)
{
    /// <summary>10,000 uses, 1,024 scopes.</summary>
    public static WritingKeyLimits Default { get; } = new(10_000, 1_024);
}

/// <summary>
/// The data keys under which this process writes: one for each scope (a conversation, the day's index) and UTC day,
/// made when first needed and wrapped locally, so that taking a message in asks Key Vault nothing. Forgetting a key
/// costs one more key row, never a message.
/// </summary>
public sealed class WritingKeys : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> byUse = new(); // first: longest unused
    private readonly IKeyWrapper wrapper;
    private readonly IRandomSource random;
    private readonly TimeProvider time;
    private readonly WritingKeyLimits limits;
    private readonly ITimer midnight;
    private DateOnly day;
    private bool disposed;

    /// <summary>Starts without keys.</summary>
    public WritingKeys(IKeyWrapper wrapper, IRandomSource random, TimeProvider time, WritingKeyLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(wrapper);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(time);
        (this.wrapper, this.random, this.time) = (wrapper, random, time);
        this.limits = limits ?? WritingKeyLimits.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(this.limits.MaxUses, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(this.limits.MaxKeys, 1);
        midnight = time.CreateTimer(_ => EndDay(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Scopes held now.</summary>
    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    /// <summary>The key to write under now. The caller disposes it.</summary>
    /// <param name="scope">What shares a key, as a conversation id.</param>
    public WritingKey Get(string scope)
    {
        ArgumentException.ThrowIfNullOrEmpty(scope);
        var now = time.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (day != today)
            {
                Clear();
                day = today;

                // Its keys go with the day, also when nobody writes that night.
                midnight.Change(now.Date.AddDays(1) - now, Timeout.InfiniteTimeSpan);
            }

            if (entries.TryGetValue(scope, out var entry) && entry.Uses >= limits.MaxUses)
            {
                Forget(entry);
                entry = null;
            }

            if (entry is null)
            {
                while (entries.Count >= limits.MaxKeys) Forget(byUse.First!.Value);
                var key = DataKey.Create(today, random);
                entry = new Entry(scope, key, key.WrapWith(wrapper));
                entries.Add(scope, entry);
            }
            else
            {
                byUse.Remove(entry.Node);
            }

            byUse.AddLast(entry.Node);
            entry.Uses++;
            return new WritingKey(entry);
        }
    }

    /// <summary>Zeroes and forgets every key.</summary>
    public void Dispose()
    {
        midnight.Dispose();
        lock (gate)
        {
            disposed = true;
            Clear();
        }
    }

    private void EndDay()
    {
        lock (gate)
        {
            Clear();

            // Should the timer be early, the next to write sets it again.
            day = default;
        }
    }

    private void Clear()
    {
        while (byUse.First is { } node) Forget(node.Value);
    }

    private void Forget(Entry entry)
    {
        entries.Remove(entry.Scope);
        byUse.Remove(entry.Node);
        entry.Key.Dispose();
    }

    internal sealed class Entry
    {
        private volatile bool stored;

        public Entry(string scope, DataKey key, WrappedDataKey wrapped)
        {
            (Scope, Key, Wrapped) = (scope, key, wrapped);
            Node = new LinkedListNode<Entry>(this);
        }

        public string Scope { get; }

        public DataKey Key { get; }

        public WrappedDataKey Wrapped { get; }

        public LinkedListNode<Entry> Node { get; }

        public int Uses { get; set; }

        public bool Stored
        {
            get => stored;
            set => stored = value;
        }
    }
}
