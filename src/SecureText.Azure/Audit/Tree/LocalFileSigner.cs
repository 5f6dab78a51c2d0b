using System.Text;
using Azure.Security.KeyVault.Keys.Cryptography;
using SecureText.Keys;

namespace SecureText.Audit.Tree;

/// <summary>The key that signs the log in a file of this machine.</summary>
internal sealed class LocalFileSigner : ICheckpointSigner
{
    private readonly NoteKey key;
    private readonly CryptographyClient client;

    /// <summary>Reads the file once.</summary>
    /// <param name="origin">Which log.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The file is missing, unreadable or open to others: says so with the mend.</exception>
    public LocalFileSigner(string origin, string path)
    {
        var secret = LocalKeyFile.ReadSigningKey(path);
        Origin = origin;
        key = EcSignature.PublicHalf(origin, secret);
        client = new CryptographyClient(secret, new LocalCryptographyClientOptions());
    }

    /// <inheritdoc />
    public string Origin { get; }

    /// <inheritdoc />
    public async Task<SignedNote> SignAsync(string text, CancellationToken cancellationToken)
    {
        var result = await client.SignDataAsync(SignatureAlgorithm.ES256, Encoding.UTF8.GetBytes(text), cancellationToken);
        return new SignedNote(text, [new NoteSignature(Origin, key.Id, EcSignature.ToDer(result.Signature))]);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<NoteKey>>([key]);
}
