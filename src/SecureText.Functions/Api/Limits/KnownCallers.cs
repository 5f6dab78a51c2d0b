namespace SecureText.Api.Limits;

/// <summary>
/// Remembers whose sign-in or session was good a while ago, so that a stranger at the same address, as a clinic's own waiting
/// room, cannot shut him out. It opens nothing: the door asks all that it always asks.
/// </summary>
internal sealed class KnownCallers(TimeProvider time)
{
    // Two who share a place take it from each other, and then only count as strangers once more.
    private const int Places = 8192;

    // A sign-in is idle after the same time.
    private const uint GoodSeconds = 15 * 60;

    // A hash of the credential and when it was good last, in seconds since the start.
    private readonly ulong[] seen = new ulong[Places];
    private readonly long started = time.GetTimestamp();

    public bool Knows(string credential)
    {
        var (hash, found) = (Hash(credential), Volatile.Read(ref Place(credential)));
        return found != 0 && (uint)(found >> 32) == hash && Now() - (uint)found <= GoodSeconds;
    }

    public void Remember(string credential) => Volatile.Write(ref Place(credential), ((ulong)Hash(credential) << 32) | Now());

    public void Forget(string credential) => Volatile.Write(ref Place(credential), 0);

    private ref ulong Place(string credential) => ref seen[Hash(credential) % Places];

    // Keyed and new in each process. 32 bits are enough for what opens nothing.
    private static uint Hash(string credential) => (uint)credential.GetHashCode(StringComparison.Ordinal);

    private uint Now() => (uint)time.GetElapsedTime(started).TotalSeconds;
}
