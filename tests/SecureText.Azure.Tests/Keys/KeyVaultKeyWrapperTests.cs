using System.Diagnostics.Tracing;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core.Diagnostics;
using SecureText.Keys;
using SecureText.Packages.Tests.Keys;

namespace SecureText.Azure.Tests.Keys;

public sealed class KeyVaultKeyWrapperTests : IDisposable
{
    private static readonly RSA Rsa = RSA.Create(3072);
    private readonly FakeVault vault = new();
    private readonly byte[] dataKey = RandomNumberGenerator.GetBytes(32);

    public void Dispose() => vault.Dispose();

    private Task<KeyVaultKeyWrapper> StartAsync() => KeyVaultKeyWrapper.StartAsync(
        new KeysOptions { KeyVaultUri = FakeVault.Address, KeyName = "kek" }, new FakeVault.Credential(), vault.Transport(), CancellationToken.None);

    [Fact]
    public async Task UnwrapAsync_opens_what_Wrap_made()
    {
        vault.Add("kek", Rsa);
        var wrapper = await StartAsync();

        Assert.Equal(dataKey, await wrapper.UnwrapAsync(wrapper.CurrentKeyId, wrapper.Wrap(dataKey), CancellationToken.None));
    }

    [Fact]
    public async Task Wrap_asks_the_vault_nothing_and_UnwrapAsync_once_after_the_first()
    {
        vault.Add("kek", Rsa);
        var wrapper = await StartAsync();
        var atStart = vault.Requests.Count;

        for (var i = 0; i < 20; i++) wrapper.Wrap(dataKey);
        var wrapped = wrapper.Wrap(dataKey);
        Assert.Equal(atStart, vault.Requests.Count);

        // The client of a key version asks for the key before its first unwrap.
        await wrapper.UnwrapAsync(wrapper.CurrentKeyId, wrapped, CancellationToken.None);
        Assert.InRange(vault.Requests.Count - atStart, 1, 2);
        var afterFirst = vault.Requests.Count;

        await wrapper.UnwrapAsync(wrapper.CurrentKeyId, wrapped, CancellationToken.None);
        Assert.Equal(afterFirst + 1, vault.Requests.Count);
    }

    [Fact]
    public async Task Wrap_at_once_from_many_threads_makes_good_bytes()
    {
        vault.Add("kek", Rsa);
        var wrapper = await StartAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => wrapper.Wrap(dataKey))));

        Assert.All(all, wrapped => Assert.Equal(dataKey, Rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256)));
    }

    [Fact]
    public async Task CurrentKeyId_is_the_newest_version_and_older_ones_still_open()
    {
        vault.Add("kek", Rsa);
        var before = await StartAsync();
        var wrapped = before.Wrap(dataKey);
        using var newer = RSA.Create(3072);
        vault.Add("kek", newer);

        var after = await StartAsync();

        Assert.Equal("https://clinic.vault.azure.net/keys/kek/v2", after.CurrentKeyId);
        Assert.Equal(dataKey, newer.Decrypt(after.Wrap(dataKey), RSAEncryptionPadding.OaepSHA256));
        Assert.Equal(dataKey, await after.UnwrapAsync(before.CurrentKeyId, wrapped, CancellationToken.None));
    }

    [Fact]
    public async Task UnwrapAsync_altered_bytes_throws()
    {
        vault.Add("kek", Rsa);
        var wrapper = await StartAsync();
        var wrapped = wrapper.Wrap(dataKey);
        wrapped[100] ^= 1;

        await Assert.ThrowsAsync<CryptographicException>(() => wrapper.UnwrapAsync(wrapper.CurrentKeyId, wrapped, CancellationToken.None));
    }

    [Fact]
    public async Task UnwrapAsync_bytes_that_open_to_another_length_throws()
    {
        vault.Add("kek", Rsa);
        var wrapper = await StartAsync();
        var wrapped = Rsa.Encrypt(new byte[16], RSAEncryptionPadding.OaepSHA256);

        await Assert.ThrowsAsync<CryptographicException>(() => wrapper.UnwrapAsync(wrapper.CurrentKeyId, wrapped, CancellationToken.None));
    }

    [Theory]
    [InlineData("https://evil.vault.azure.net/keys/kek/v1")]
    [InlineData("http://clinic.vault.azure.net/keys/kek/v1")]
    [InlineData("https://clinic.vault.azure.net:8443/keys/kek/v1")]
    [InlineData("https://clinic.vault.azure.net/keys/mine/v1")]
    [InlineData("https://clinic.vault.azure.net/keys/kek")]
    [InlineData("https://clinic.vault.azure.net/secrets/kek/v1")]
    [InlineData("local-key-file/x")]
    [InlineData("")]
    public async Task UnwrapAsync_key_that_is_not_ours_is_refused_before_the_vault_is_asked(string keyId)
    {
        vault.Add("kek", Rsa);
        vault.Add("mine", Rsa);
        var wrapper = await StartAsync();
        var atStart = vault.Requests.Count;

        await Assert.ThrowsAsync<CryptographicException>(() => wrapper.UnwrapAsync(keyId, wrapper.Wrap(dataKey), CancellationToken.None));

        Assert.Equal(atStart, vault.Requests.Count);
    }

    [Fact]
    public async Task UnwrapAsync_version_that_is_gone_says_so_as_the_vault_does()
    {
        vault.Add("kek", Rsa);
        var wrapper = await StartAsync();

        var exception = await Assert.ThrowsAsync<RequestFailedException>(
            () => wrapper.UnwrapAsync("https://clinic.vault.azure.net/keys/kek/v9", wrapper.Wrap(dataKey), CancellationToken.None));

        Assert.Equal(404, exception.Status);
    }

    [Fact]
    public async Task StartAsync_key_that_is_too_small_is_refused_by_the_settings_name()
    {
        using var small = RSA.Create(2048);
        vault.Add("kek", small);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);

        Assert.Equal("Keys:KeyName names a key that cannot wrap data keys: it has 2048 bits, fewer than 3072. Name an RSA-3072 key.", exception.Message);
    }

    [Fact]
    public async Task StartAsync_key_of_another_type_is_refused()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        vault.Add("kek", ecdsa);

        Assert.Contains("of type EC", (await Assert.ThrowsAsync<InvalidOperationException>(StartAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrap_something_else_than_a_data_key_throws()
    {
        vault.Add("kek", Rsa);
        var wrapper = await StartAsync();

        Assert.Throws<ArgumentException>(() => wrapper.Wrap(new byte[16]));
    }

    [Fact]
    public async Task UnwrapAsync_logs_no_key_at_the_most_talkative_level()
    {
        vault.Add("kek", Rsa);
        var lines = new StringBuilder();
        using var listener = new AzureEventSourceListener((_, text) => { lock (lines) lines.AppendLine(text); }, EventLevel.LogAlways);
        var wrapper = await StartAsync();

        await wrapper.UnwrapAsync(wrapper.CurrentKeyId, wrapper.Wrap(dataKey), CancellationToken.None);

        string log;
        lock (lines) log = lines.ToString();
        Assert.Contains("clinic.vault.azure.net", log, StringComparison.Ordinal);
        Assert.DoesNotContain(System.Buffers.Text.Base64Url.EncodeToString(dataKey), log, StringComparison.Ordinal);
    }
}
