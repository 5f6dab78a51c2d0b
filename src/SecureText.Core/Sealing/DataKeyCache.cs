using System.Security.Cryptography;

namespace SecureText.Sealing;

/// <summary>How long and how often an unwrapped data key is used before it is unwrapped again, and how many are kept.</summary>
/// <param name="TimeToLive">Counted from the request that unwrapped it.</param>
/// <param name="MaxUses">Uses of one unwrapped copy.</param>
/// <param name="MaxKeys">Keys held at once; the one that was not used for longest goes first.</param>
public sealed record DataKeyCacheLimits(TimeSpan TimeToLive, int MaxUses, int MaxKeys)
{
    /// <summary>5 minutes, 10,000 uses, 2,048 keys.</summary>
    public static DataKeyCacheLimits Default { get; } = new(TimeSpan.FromMinutes(5), 10_000, 2_048);
}

/// <summary>
/// Keeps unwrapped data keys for a short while, so that reading a conversation asks Key Vault once for each key.
/// Concurrent requests for one key unwrap once. Each caller gets a copy of its own, so the cache can zero its key at any
/// moment without taking it from somebody who is just using it.
/// </summary>
public sealed class DataKeyCache : IDisposable
{
    // Timers know nothing shorter.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Name, Entry> entries = [];
    private readonly LinkedList<Entry> byUse = new(); // first: longest unused
    private readonly IKeyWrapper wrapper;
    private readonly TimeProvider time;
    private readonly DataKeyCacheLimits limits;
    private readonly ITimer sweeper;
    private bool disposed;

    /// <summary>Creates an empty cache.</summary>
    public DataKeyCache(IKeyWrapper wrapper, TimeProvider time, DataKeyCacheLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(wrapper);
        ArgumentNullException.ThrowIfNull(time);
        this.wrapper = wrapper;
        this.time = time;
        this.limits = limits ?? DataKeyCacheLimits.Default;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(this.limits.TimeToLive, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(this.limits.MaxUses, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(this.limits.MaxKeys, 1);
        // A key nobody asks for again must go too.
        sweeper = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keys held now.</summary>
    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    /// <summary>The unwrapped key, as a copy that the caller owns and disposes.</summary>
    /// <param name="dataKeyId">Id of the data key.</param>
    /// <param name="kekId">Key-encryption key that wrapped it.</param>
    /// <param name="wrapped">The wrapped bytes, as stored.</param>
    /// <param name="cancellationToken">Gives up this caller's wait, not the unwrapping that others wait for.</param>
    /// <exception cref="CryptographicException">The bytes were not wrapped by that key, or are no data key.</exception>
    public async Task<DataKey> GetAsync(
        string dataKeyId, string kekId, byte[] wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataKeyId);
        ArgumentNullException.ThrowIfNull(kekId);
        ArgumentNullException.ThrowIfNull(wrapped);
        // The wrapped bytes are part of the name: a row with somebody else's wrapped key under this id must not poison
        // the entry that the right row uses.
        var entry = Enter(new Name(dataKeyId, kekId, Convert.ToBase64String(SHA256.HashData(wrapped))), wrapped);
        try
        {
            var key = await entry.Unwrapped.Value.WaitAsync(cancellationToken);
            return key.Copy();
        }
        finally
        {
            Leave(entry);
        }
    }

    /// <summary>Zeroes and forgets every key.</summary>
    public void Dispose()
    {
        sweeper.Dispose();
        lock (gate)
        {
            disposed = true;
            while (byUse.First is { } node) Evict(node.Value);
        }
    }

    private Entry Enter(Name name, byte[] wrapped)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (entries.TryGetValue(name, out var entry) && IsSpent(entry)) Evict(entry);
            if (!entries.TryGetValue(name, out entry))
            {
                while (entries.Count >= limits.MaxKeys) Evict(byUse.First!.Value);
                entry = new Entry(name, time.GetTimestamp(), new(() => UnwrapAsync(name, wrapped)));
                if (entries.Count == 0) sweeper.Change(limits.TimeToLive, Timeout.InfiniteTimeSpan);
                entries.Add(name, entry);
            }
            else
            {
                byUse.Remove(entry.Node);
            }

            byUse.AddLast(entry.Node);
            entry.Uses++;
            entry.Holders++;
            return entry;
        }
    }

    private void Leave(Entry entry)
    {
        lock (gate)
        {
            entry.Holders--;
            // A failure is not kept: the next request asks again.
            if (entry.Unwrapped.Value is { IsCompleted: true, IsCompletedSuccessfully: false }) Evict(entry);
            ZeroWhenFree(entry);
        }
    }

    private void Sweep()
    {
        lock (gate)
        {
            foreach (var entry in byUse.Where(IsSpent).ToList()) Evict(entry);
            if (byUse.Count == 0) return;

            // When the oldest ends, and not a period later: it would stay for nearly twice its time.
            var left = limits.TimeToLive - time.GetElapsedTime(byUse.Min(entry => entry.Since));
            sweeper.Change(left < Tick ? Tick : left, Timeout.InfiniteTimeSpan);
        }
    }

    private bool IsSpent(Entry entry) =>
        entry.Uses >= limits.MaxUses || time.GetElapsedTime(entry.Since) >= limits.TimeToLive;

    private void Evict(Entry entry)
    {
        if (entry.Evicted) return;
        entry.Evicted = true;
        entries.Remove(entry.Name);
        byUse.Remove(entry.Node);
        ZeroWhenFree(entry);
    }

    // Race: a key that is evicted between the end of its unwrapping and the copying is zeroed by the last who waits.
    private static void ZeroWhenFree(Entry entry)
    {
        if (!entry.Evicted || entry.Holders > 0) return;
        _ = entry.Unwrapped.Value.ContinueWith(
            static unwrapped => unwrapped.Result.Dispose(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    // Runs for all who wait, so nobody's cancellation reaches it; the key client's own retry limits bound it.
    private async Task<DataKey> UnwrapAsync(Name name, byte[] wrapped)
    {
        var bytes = await wrapper.UnwrapAsync(name.KekId, wrapped, CancellationToken.None);
        try
        {
            return DataKey.FromBytes(name.DataKeyId, bytes);
        }
        catch (ArgumentException)
        {
            throw new CryptographicException("The unwrapped bytes are not a data key.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private sealed record Name(string DataKeyId, string KekId, string WrappedHash);

    private sealed class Entry
    {
        public Entry(Name name, long since, Lazy<Task<DataKey>> unwrapped)
        {
            (Name, Since, Unwrapped) = (name, since, unwrapped);
            Node = new LinkedListNode<Entry>(this);
        }

        public Name Name { get; }

        public long Since { get; }

        public Lazy<Task<DataKey>> Unwrapped { get; }

        public LinkedListNode<Entry> Node { get; }

        public int Uses { get; set; }

        public int Holders { get; set; }

        public bool Evicted { get; set; }
    }
}
