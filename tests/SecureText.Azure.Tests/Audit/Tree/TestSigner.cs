using System.Security.Cryptography;
using System.Text;

namespace SecureText.Audit.Tree;

/// <summary>A key in memory.</summary>
internal sealed class TestSigner : ICheckpointSigner, IDisposable
{
    public const string Name = "localhost/journal";

    private readonly ECDsa secret = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Origin => Name;

    public NoteKey Key => new(Origin, secret.ExportParameters(false));

    public int Signed { get; private set; }

    /// <summary>Runs before each signature: the vault takes its time, or is away.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public async Task<SignedNote> SignAsync(string text, CancellationToken cancellationToken)
    {
        await Before();
        Signed++;
        var signature = secret.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new SignedNote(text, [new NoteSignature(Origin, Key.Id, signature)]);
    }

    public Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NoteKey>>([Key]);

    public void Dispose() => secret.Dispose();
}
