using System.Security.Cryptography;
using SecureText.Keys;
using SecureText.Packages.Tests.Keys;

namespace SecureText.Audit.Tree;

public sealed class SignerTests : IDisposable
{
    private const string Origin = "journals.blob.core.windows.net/journal";
    private const string Text = "journals.blob.core.windows.net/journal\n1\nx\n";

    private readonly FakeVault vault = new();
    private readonly JournalTime time = new();
    private readonly string folder = Directory.CreateTempSubdirectory("securetext-").FullName;

    public void Dispose()
    {
        vault.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Vault_signs_what_its_public_half_opens()
    {
        using var signer = Signer(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var note = await signer.SignAsync(Text, CancellationToken.None);

        Assert.Equal(Text, note.Text);
        Assert.True(NoteKey.Opens(note, await signer.KeysAsync(CancellationToken.None)));
        Assert.DoesNotContain(vault.Requests, request => request.Body.Contains("\"d\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rotated_key_signs_within_the_hour_and_what_the_old_one_signed_stays_good()
    {
        using var signer = Signer(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var old = await signer.SignAsync(Text, CancellationToken.None);
        vault.Add("log", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        time.Now += TimeSpan.FromMinutes(61);
        var note = await signer.SignAsync(Text, CancellationToken.None);

        Assert.NotEqual(old.Signatures[0].KeyId, note.Signatures[0].KeyId);
        var keys = await signer.KeysAsync(CancellationToken.None);
        Assert.Equal(2, keys.Count);
        Assert.True(NoteKey.Opens(old, keys) && NoteKey.Opens(note, keys));
    }

    [Fact]
    public async Task Version_that_was_disabled_at_once_gives_way_to_the_new_one()
    {
        using var signer = Signer(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var old = await signer.SignAsync(Text, CancellationToken.None);
        vault.ForbidsUseOf = "v1";
        vault.Add("log", ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var note = await signer.SignAsync(Text, CancellationToken.None);

        Assert.NotEqual(old.Signatures[0].KeyId, note.Signatures[0].KeyId);
    }

    [Fact]
    public async Task Key_of_another_kind_is_refused_by_its_setting()
    {
        using var signer = Signer(RSA.Create(2048));

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => signer.SignAsync(Text, CancellationToken.None));
        Assert.Contains("Audit:SigningKeyName", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_signs_what_its_public_half_opens()
    {
        var file = Path.Combine(folder, "log.jwk");
        LocalKeyFile.EnsureSigningKeyExists(file);
        var signer = new LocalFileSigner(Origin, file);
        // Some of many begin with a zero or a high bit, which DER writes in its own way.
        for (var i = 0; i < 50; i++)
        {
            var note = await signer.SignAsync($"{Text}{i}\n", CancellationToken.None);
            Assert.True(NoteKey.Opens(SignedNote.Parse(note.Format()), await signer.KeysAsync(CancellationToken.None)));
        }
    }

    [Fact]
    public void File_with_another_key_is_refused_by_its_setting()
    {
        var file = Path.Combine(folder, "kek.jwk");
        LocalKeyFile.EnsureExists(file);

        var fault = Assert.Throws<InvalidOperationException>(() => new LocalFileSigner(Origin, file));
        Assert.StartsWith("Audit:LocalSigningKeyFile names", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, false, "Audit:SigningKeyName is not set")]
    [InlineData("log", "file", false, "remove one")]
    [InlineData(null, "file", true, "refused in Azure")]
    [InlineData("a b", null, true, "not the name of a key")]
    [InlineData("log", null, true, null)]
    [InlineData(null, "file", false, null)]
    public void Options_say_what_is_wrong(string? name, string? file, bool inAzure, string? fault)
    {
        var keys = new KeysOptions { KeyVaultUri = FakeVault.Address };
        var faults = new AuditOptions { SigningKeyName = name, LocalSigningKeyFile = file }
            .Validate(keys, variable => inAzure && variable == "WEBSITE_SITE_NAME" ? "x" : null);

        if (fault is null) Assert.Empty(faults);
        else Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    private VaultSigner Signer(AsymmetricAlgorithm key)
    {
        vault.Add("log", key);
        return new VaultSigner(Origin, FakeVault.Address, "log", new FakeVault.Credential(), time, vault.Transport());
    }
}
