namespace SecureText.Storage;

public class StorageOptionsTests
{
    private static readonly Uri Good = new("https://clinic.table.core.windows.net");

    [Fact]
    public void Validate_names_each_address_that_is_missing_or_not_https()
    {
        var faults = new StorageOptions { TableServiceUri = new Uri("http://clinic.table.core.windows.net") }.Validate(inAzure: true);

        Assert.Equal(
            ["Storage:TableServiceUri", "Storage:BlobServiceUri", "Storage:JournalServiceUri", "Storage:DeadLetterServiceUri"],
            faults.Select(fault => fault.Split(' ')[0]));
    }

    [Fact]
    public void Validate_of_three_https_addresses_finds_nothing()
    {
        var options = new StorageOptions { TableServiceUri = Good, BlobServiceUri = Good, JournalServiceUri = Good, DeadLetterServiceUri = Good };
        Assert.Empty(options.Validate(inAzure: true));
    }

    [Fact]
    public void Validate_refuses_an_account_key_in_Azure_and_takes_it_on_one_machine()
    {
        var options = new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" };
        Assert.Contains("refused in Azure", Assert.Single(options.Validate(inAzure: true)), StringComparison.Ordinal);
        Assert.Empty(options.Validate(inAzure: false));
    }

    [Fact]
    public void Validate_refuses_a_connection_string_that_is_none()
    {
        var fault = Assert.Single(new StorageOptions { ConnectionString = "secret nonsense" }.Validate(inAzure: false));
        Assert.StartsWith("Storage:ConnectionString", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_never_shows_the_account_key() =>
        Assert.DoesNotContain("AccountKey", new StorageOptions { ConnectionString = "AccountKey=abc" }.ToString(), StringComparison.Ordinal);
}
