using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SecureText.Keys;

namespace SecureText.Azure.Tests.Keys;

public sealed class LocalKeyFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("securetext-keys-").FullName;
    private readonly byte[] dataKey = RandomNumberGenerator.GetBytes(32);

    private string KeyFile => Path.Combine(folder, "keys", "kek.jwk");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Making an RSA-3072 key takes long: one serves the tests that are not about making it.
    private static readonly Lazy<byte[]> OneKey = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("securetext-keys-").FullName;
        LocalKeyFile.EnsureExists(Path.Combine(folder, "kek.jwk"));
        var json = File.ReadAllBytes(Path.Combine(folder, "kek.jwk"));
        Directory.Delete(folder, recursive: true);
        return json;
    });

    private void PlaceKey()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        File.WriteAllBytes(KeyFile, OneKey.Value);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private LocalKeyFileWrapper Start() => LocalKeyFileWrapper.Start(new KeysOptions { LocalKeyFile = KeyFile });

    [Fact]
    public void EnsureExists_makes_a_key_that_only_its_owner_reads()
    {
        LocalKeyFile.EnsureExists(KeyFile);

        Assert.Equal([KeyFile], Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void EnsureExists_twice_keeps_the_first_key()
    {
        LocalKeyFile.EnsureExists(KeyFile);
        var first = File.ReadAllText(KeyFile);

        LocalKeyFile.EnsureExists(KeyFile);

        Assert.Equal(first, File.ReadAllText(KeyFile));
    }

    [Fact]
    public async Task EnsureExists_at_once_by_many_leaves_one_whole_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => LocalKeyFile.EnsureExists(KeyFile))));

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
        Assert.NotNull(Start());
    }

    [Fact]
    public async Task UnwrapAsync_opens_after_a_restart_what_Wrap_made()
    {
        PlaceKey();
        var before = Start();
        var wrapped = before.Wrap(dataKey);

        var after = Start();

        Assert.Equal(before.CurrentKeyId, after.CurrentKeyId);
        Assert.StartsWith("local-key-file/", after.CurrentKeyId, StringComparison.Ordinal);
        Assert.Equal(dataKey, await after.UnwrapAsync(before.CurrentKeyId, wrapped, CancellationToken.None));
    }

    [Fact]
    public async Task UnwrapAsync_other_key_or_altered_bytes_throws()
    {
        PlaceKey();
        var wrapper = Start();
        var wrapped = wrapper.Wrap(dataKey);

        await Assert.ThrowsAsync<CryptographicException>(() => wrapper.UnwrapAsync("local-key-file/other", wrapped, CancellationToken.None));
        wrapped[0] ^= 1;
        await Assert.ThrowsAnyAsync<CryptographicException>(() => wrapper.UnwrapAsync(wrapper.CurrentKeyId, wrapped, CancellationToken.None));
    }

    [Fact]
    public void Start_missing_file_names_setting_and_mend() =>
        Assert.Equal(
            $"Keys:LocalKeyFile names '{KeyFile}', which does not exist: start local/SecureText.Local once, which makes it, or correct the path.",
            Assert.Throws<InvalidOperationException>(Start).Message);

    [Fact]
    public void Start_file_open_to_others_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        PlaceKey();
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Assert.Contains("chmod 600", Assert.Throws<InvalidOperationException>(Start).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"kty":"oct","key_ops":["wrapKey"],"k":"AAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"kty":"RSA","n":"!!","e":"AQAB"}""")]
    public void Start_file_that_holds_no_such_key_is_refused(string content)
    {
        PlaceKey();
        File.WriteAllText(KeyFile, content);

        var message = Assert.Throws<InvalidOperationException>(Start).Message;

        Assert.Contains("is not a private RSA-3072 key", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_public_half_alone_is_refused()
    {
        PlaceKey();
        var key = JsonNode.Parse(File.ReadAllText(KeyFile))!.AsObject();
        key.Remove("d");
        File.WriteAllText(KeyFile, key.ToJsonString());

        Assert.Throws<InvalidOperationException>(Start);
    }

    [Fact]
    public async Task KeyWrappers_StartAsync_reads_the_file_when_the_options_name_one()
    {
        PlaceKey();

        var wrapper = await KeyWrappers.StartAsync(new KeysOptions { LocalKeyFile = KeyFile }, credential: null!, CancellationToken.None);

        Assert.IsType<LocalKeyFileWrapper>(wrapper);
    }
}
