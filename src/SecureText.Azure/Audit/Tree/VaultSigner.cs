using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using SecureText.Storage;

namespace SecureText.Audit.Tree;

/// <summary>
/// The key that signs the log in Key Vault: its private half never leaves it. The newest version signs; a rotated one is
/// found within the hour, and the public halves of all versions stay to be had, so that old checkpoints can be checked.
/// </summary>
internal sealed class VaultSigner : ICheckpointSigner, IDisposable
{
    private static readonly TimeSpan Known = TimeSpan.FromHours(1);

    private readonly KeyClient keys;
    private readonly string name;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<string, NoteKey> publicHalves = new(StringComparer.Ordinal);
    private Current? current;

    /// <summary>Asks nothing yet.</summary>
    /// <param name="origin">Which log.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="name">The key's name.</param>
    /// <param name="credential">Who asks; may sign with that key and read it.</param>
    /// <param name="time">Clock.</param>
    /// <param name="transport">Replaces the network, for tests; null for the real one.</param>
    public VaultSigner(
        string origin, Uri vault, string name, TokenCredential credential, TimeProvider time, HttpPipelineTransport? transport = null)
    {
        var options = new KeyClientOptions { RetryPolicy = new PromptRetryPolicy() };
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
        if (transport is not null) options.Transport = transport;
        keys = new KeyClient(vault, credential, options);
        (Origin, this.name, this.time) = (origin, name, time);
    }

    /// <inheritdoc />
    public string Origin { get; }

    /// <inheritdoc />
    public async Task<SignedNote> SignAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            return await SignOnceAsync(text, cancellationToken);
        }
        catch (RequestFailedException refused) when (refused.Status is 403 or 404)
        {
            // Rotated, and the version we knew was disabled at once, as after a leak: there is a newer one.
            current = null;
            return await SignOnceAsync(text, cancellationToken);
        }
    }

    private async Task<SignedNote> SignOnceAsync(string text, CancellationToken cancellationToken)
    {
        var (key, client, _) = await CurrentAsync(cancellationToken);
        var result = await client.SignDataAsync(SignatureAlgorithm.ES256, Encoding.UTF8.GetBytes(text), cancellationToken);
        var note = new SignedNote(text, [new NoteSignature(Origin, key.Id, EcSignature.ToDer(result.Signature))]);
        // What is signed can never be taken back, so it must be what anybody can check.
        return NoteKey.Opens(note, [key]) ? note : throw new InvalidOperationException("The vault's signature does not fit its key.");
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<NoteKey>> KeysAsync(CancellationToken cancellationToken)
    {
        var versions = new List<KeyProperties>();
        await foreach (var version in keys.GetPropertiesOfKeyVersionsAsync(name, cancellationToken)) versions.Add(version);
        await gate.WaitAsync(cancellationToken);
        try
        {
            var all = new List<NoteKey>();
            foreach (var version in versions.OrderByDescending(version => version.CreatedOn))
            {
                if (await PublicHalfAsync(version, cancellationToken) is { } key) all.Add(key);
            }

            return all;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<NoteKey?> PublicHalfAsync(KeyProperties version, CancellationToken cancellationToken)
    {
        if (version.Version is not { } id) return null;
        if (publicHalves.TryGetValue(id, out var known)) return known;
        try
        {
            var found = (await keys.GetKeyAsync(name, id, cancellationToken)).Value;
            return publicHalves[id] = EcSignature.PublicHalf(Origin, found.Key);
        }
        catch (RequestFailedException refused) when (refused.Status == 403 && version.Enabled == false)
        {
            // The vault shows nothing of a disabled version: what it signed is checked by the copy of its public half that was kept.
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private async Task<Current> CurrentAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (current is { } known && time.GetUtcNow() - known.Since < Known) return known;
            var found = (await keys.GetKeyAsync(name, cancellationToken: cancellationToken)).Value;
            if (found.KeyType != KeyType.Ec && found.KeyType != KeyType.EcHsm || found.Key.CurveName != KeyCurveName.P256)
                throw new InvalidOperationException("Audit:SigningKeyName names a key that cannot sign the log: name an EC key on P-256.");
            var key = EcSignature.PublicHalf(Origin, found.Key);
            var version = found.Properties.Version ?? throw new InvalidOperationException("The vault names no version of the key.");
            publicHalves[version] = key;
            return current = new Current(key, keys.GetCryptographyClient(name, version), time.GetUtcNow());
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed record Current(NoteKey Key, CryptographyClient Client, DateTimeOffset Since);
}
