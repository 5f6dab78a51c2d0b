using SecureText.Keys;

namespace SecureText.Azure.Tests.Keys;

public sealed class KeysOptionsTests
{
    private static readonly KeysOptions Vault = new() { KeyVaultUri = new Uri("https://clinic.vault.azure.net"), KeyName = "kek" };

    private static string? OnOneMachine(string name) => null;

    [Fact]
    public void Validate_vault_and_key_is_good_in_Azure() =>
        Assert.Empty(Vault.Validate(name => name == "WEBSITE_SITE_NAME" ? "clinic" : null));

    [Fact]
    public void Validate_file_is_good_on_one_machine() =>
        Assert.Empty(new KeysOptions { LocalKeyFile = ".data/kek.jwk" }.Validate(OnOneMachine));

    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_SITE_NAME")]
    [InlineData("WEBSITE_POD_NAME")]
    public void Validate_file_in_Azure_is_refused_by_name_with_its_mend(string mark) =>
        Assert.Equal(
            ["Keys:LocalKeyFile is refused in Azure: set Keys:KeyVaultUri and Keys:KeyName, and give the function app's "
                + "identity the role Key Vault Crypto Service Encryption User on the key."],
            new KeysOptions { LocalKeyFile = "kek.jwk" }.Validate(name => name == mark ? "x" : null));

    [Fact]
    public void Validate_nothing_set_names_both_ways() =>
        Assert.Equal(
            ["Keys:KeyVaultUri is not set: set it and Keys:KeyName, or on one machine Keys:LocalKeyFile."],
            new KeysOptions { LocalKeyFile = " " }.Validate(OnOneMachine));

    [Fact]
    public void Validate_both_ways_set_says_remove_one() =>
        Assert.Contains("remove one way", Assert.Single((Vault with { LocalKeyFile = "kek.jwk" }).Validate(OnOneMachine)), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://clinic.vault.azure.net")]
    [InlineData("https://clinic.vault.azure.net/keys/kek")]
    [InlineData("clinic")]
    public void Validate_address_that_is_not_a_vaults_is_named(string address) =>
        Assert.StartsWith(
            "Keys:KeyVaultUri",
            Assert.Single((Vault with { KeyVaultUri = new Uri(address, UriKind.RelativeOrAbsolute) }).Validate(OnOneMachine)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("kek/v1")]
    [InlineData("../kek")]
    public void Validate_name_that_is_not_a_keys_is_named(string? keyName) =>
        Assert.StartsWith("Keys:KeyName", Assert.Single((Vault with { KeyName = keyName }).Validate(OnOneMachine)), StringComparison.Ordinal);
}
