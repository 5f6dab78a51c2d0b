using System.Security.Cryptography;
using System.Text;

namespace SecureText.Audit.Tree;

public sealed class ProofFileTests : IDisposable
{
    private const string Origin = "localhost/journal";
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly List<byte[]> Leaves = [.. Enumerable.Range(0, 11).Select(i => Encoding.ASCII.GetBytes($"line {i}\n"))];

    private readonly ECDsa secret = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private NoteKey Key => new(Origin, secret.ExportParameters(false));

    public void Dispose() => secret.Dispose();

    [Fact]
    public void Proof_of_an_entry_goes_along_as_a_file()
    {
        var file = new InclusionFile(Leaves[4], 4, SlowTree.Path(4, Leaves), Note(11));

        var read = InclusionFile.Parse(file.Format());

        Assert.True(read.Proves([Key], out var checkpoint));
        Assert.Equal(11, checkpoint.Size);
        Assert.Equal(Leaves[4], read.Entry);
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nextra bGluZSA0Cg==\nindex 4\n", Encoding.UTF8.GetString(file.Format()), StringComparison.Ordinal);
        Assert.False((read with { Entry = Leaves[5] }).Proves([Key], out _));
        Assert.False((read with { Index = 5 }).Proves([Key], out _));
        Assert.False((read with { Note = Note(10) }).Proves([Key], out _));
        Assert.False(read.Proves([new NoteKey("another", secret.ExportParameters(false))], out _));
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.False(read.Proves([new NoteKey(Origin, stranger.ExportParameters(false))], out _));
    }

    [Fact]
    public void Proof_of_consistency_goes_along_as_a_file()
    {
        var file = new ConsistencyFile(SlowTree.Proof(6, Leaves), Note(6), Note(11));

        var read = ConsistencyFile.Parse(file.Format());

        Assert.True(read.Proves([Key], out var older, out var newer));
        Assert.Equal((6, 11), (older.Size, newer.Size));
        Assert.False((read with { Older = Note(7) }).Proves([Key], out _, out _));
        Assert.False((read with { Older = read.Newer, Newer = read.Older }).Proves([Key], out _, out _));
        Assert.False((read with { Path = [.. read.Path.Skip(1)] }).Proves([Key], out _, out _));
    }

    [Fact]
    public void File_that_was_touched_is_refused_or_proves_nothing()
    {
        var whole = new InclusionFile(Leaves[4], 4, SlowTree.Path(4, Leaves), Note(11)).Format();
        for (var i = 0; i < whole.Length; i++)
        {
            var touched = whole.ToArray();
            touched[i] ^= 1;
            Assert.False(Proves(touched), $"byte {i}");
        }

        Assert.Throws<FormatException>(() => InclusionFile.Parse(whole.AsSpan(0, whole.Length - 1)));
        Assert.Throws<FormatException>(() => ConsistencyFile.Parse(whole));
        Assert.Throws<FormatException>(() => InclusionFile.Parse("c2sp.org/tlog-proof@v1\nindex 4\n\n"u8));
    }

    private bool Proves(byte[] bytes)
    {
        try
        {
            return InclusionFile.Parse(bytes).Proves([Key], out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private SignedNote Note(int size)
    {
        var text = new Checkpoint(Origin, size, SlowTree.Hash(Leaves.Take(size).ToList()), Noon.AddMinutes(size)).Format();
        var signature = secret.SignData(
            Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new SignedNote(text, [new NoteSignature(Origin, Key.Id, signature)]);
    }
}
