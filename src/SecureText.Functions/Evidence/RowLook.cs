using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Evidence;

/// <summary>Looks at rows without opening them, and tries the sealing with a made-up text.</summary>
public sealed class RowLook(StorageClients storage, IndexKeys keys, IRandomSource random, TimeProvider time)
{
    private const int MostRows = 1000;

    /// <summary>The first so many rows of conversations.</summary>
    public async Task<RowFacts> RowsAsync(CancellationToken cancellationToken)
    {
        var sample = await RowSample.TakeAsync(storage.Conversations, keys, MostRows, cancellationToken);
        return new RowFacts(sample.Looked, sample.WithMac, sample.Changed, sample.Messages, sample.InClear, sample.Held, RefusesFlippedBit());
    }

    private bool RefusesFlippedBit()
    {
        using var key = DataKey.Create(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), random);
        var place = new SealContext("made-up", "made-up", "made-up", "text");
        var box = Sealer.SealText(key, place, "A made-up text.", random);
        box[^1] ^= 1;
        try
        {
            Sealer.OpenText(key, place, box);
            return false;
        }
        catch (SealBrokenException)
        {
            return true;
        }
    }
}
