using Microsoft.Extensions.Configuration;
using SecureText.Texting;

namespace SecureText.Settings;

public class AppSettingsTests
{
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:2/a";

    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Storage:ConnectionString"] = Account,
        ["Keys:LocalKeyFile"] = "/tmp/key.json",
        ["Audit:LocalSigningKeyFile"] = "/tmp/log.json",
        ["Acs:ConnectionString"] = "endpoint=http://127.0.0.1:9/;accesskey=QUJD",
        ["Clinic:Name"] = "Sample Clinic",
        ["Clinic:TimeZone"] = "America/Chicago",
        ["Clinic:Lines:0:Id"] = "main",
        ["Clinic:Lines:0:Number"] = "+1 206 555 0100",
        ["Clinic:Lines:0:Kind"] = "tenDigit",
        ["Clinic:Hours:Monday"] = "08:00-17:00",
        ["Staff:TenantId"] = "11111111-1111-4111-8111-111111111111",
        ["Staff:FirstOwner"] = "Olivia.Owner@clinic.example",
        ["Portal:BaseUrl"] = "https://texts.clinic.example",
    };

    private static readonly Dictionary<string, string?> GoodInAzure = new(Good)
    {
        ["Storage:ConnectionString"] = null,
        ["Storage:TableServiceUri"] = "https://a.table.core.windows.net",
        ["Storage:BlobServiceUri"] = "https://a.blob.core.windows.net",
        ["Storage:JournalServiceUri"] = "https://j.blob.core.windows.net",
        ["Storage:DeadLetterServiceUri"] = "https://l.blob.core.windows.net",
        ["Keys:LocalKeyFile"] = null,
        ["Keys:KeyVaultUri"] = "https://v.vault.azure.net",
        ["Keys:KeyName"] = "kek",
        ["Audit:LocalSigningKeyFile"] = null,
        ["Audit:SigningKeyName"] = "log",
        ["Acs:ConnectionString"] = null,
        ["Acs:Endpoint"] = "https://c.communication.azure.com",
    };

    [Fact]
    public void Read_good_settings_gives_the_clinic()
    {
        var settings = Read(Good);
        var line = Assert.Single(settings.Clinic.Lines);
        Assert.Equal(("main", "+12065550100", LineKind.TenDigit), (line.Id.Value, line.Number.E164, line.Kind));
        Assert.Equal(("Sample Clinic", "America/Chicago"), (settings.Clinic.Name.Value, settings.Clinic.TimeZone.Id));
        Assert.True(settings.Clinic.Hours.IsOpen(new DateTimeOffset(2026, 11, 16, 18, 0, 0, TimeSpan.Zero), settings.Clinic.TimeZone));
    }

    [Fact]
    public void Read_settings_by_identity_are_good_in_Azure() => Assert.NotNull(Read(GoodInAzure, inAzure: true));

    [Theory]
    [InlineData("Storage:ConnectionString", null, "Storage:TableServiceUri")]
    [InlineData("Storage:ConnectionString", "not one", "Storage:ConnectionString")]
    [InlineData("Storage:ConnectionString", "AccountName=a;AccountKey=?;TableEndpoint=x", "Storage:ConnectionString")]
    [InlineData("Storage:TableServiceUri", "http://[", "Storage:TableServiceUri")]
    [InlineData("Staff:TenantId", null, "Staff:TenantId")]
    [InlineData("Staff:TenantId", "00000000-0000-0000-0000-000000000000", "Staff:TenantId")]
    [InlineData("Staff:TenantId", "clinic.example", "Staff:TenantId")]
    [InlineData("Staff:FirstOwner", null, "Staff:FirstOwner")]
    [InlineData("Staff:FirstOwner", "Olivia", "Staff:FirstOwner")]
    [InlineData("Keys:LocalKeyFile", null, "Keys:KeyVaultUri")]
    [InlineData("Keys:KeyName", "kek", "Keys:LocalKeyFile")]
    [InlineData("Audit:LocalSigningKeyFile", null, "Audit:SigningKeyName")]
    [InlineData("Audit:SigningKeyName", "log", "Audit:LocalSigningKeyFile")]
    [InlineData("Keys:KeyVaultUri", "https://[", "Keys:KeyVaultUri")]
    [InlineData("Acs:ConnectionString", null, "Acs:Endpoint")]
    [InlineData("Acs:ConnectionString", "endpoint=http://carrier.example/;accesskey=QUJD", "Acs:ConnectionString")]
    [InlineData("Acs:Endpoint", "https://c.communication.azure.com", "Acs:Endpoint and Acs:ConnectionString")]
    [InlineData("Clinic:Name", null, "Clinic:Name")]
    [InlineData("Clinic:Name", "A name that is longer than thirty", "Clinic:Name")]
    [InlineData("Clinic:Name", "Lakeside Oncology", "Clinic:Name")]
    [InlineData("Clinic:TimeZone", null, "Clinic:TimeZone")]
    [InlineData("Clinic:TimeZone", "America/Nowhere", "Clinic:TimeZone")]
    [InlineData("Clinic:Lines:0:Id", null, "Clinic:Lines:0:Id")]
    [InlineData("Clinic:Lines:0:Id", "Main line", "Clinic:Lines:0:Id")]
    [InlineData("Clinic:Lines:0:Number", "12345", "Clinic:Lines:0:Number")]
    [InlineData("Clinic:Lines:0:Kind", "Pigeon", "Clinic:Lines:0:Kind")]
    [InlineData("Clinic:Lines:0:Kind", "1", "Clinic:Lines:0:Kind")]
    [InlineData("Clinic:Lines:0:Kind", "TenDigit,ShortCode", "Clinic:Lines:0:Kind")]
    [InlineData("Clinic:Lines:0:Kind", "ShortCode", "Clinic:Lines:0:Kind: ShortCode does not work yet")]
    [InlineData("Clinic:Lines:0:Kind", "alphanumeric", "Clinic:Lines:0:Kind: Alphanumeric does not work yet")]
    [InlineData("Clinic:State", "ZZ", "Clinic:State")]
    [InlineData("Portal:BaseUrl", null, "Portal:BaseUrl")]
    [InlineData("Portal:BaseUrl", "http://texts.clinic.example", "Portal:BaseUrl")]
    [InlineData("Portal:BaseUrl", "https://texts.clinic.example/portal", "Portal:BaseUrl")]
    [InlineData("Portal:BaseUrl", "https://texts.clinic.example/#x", "Portal:BaseUrl")]
    [InlineData("Portal:BaseUrl", "https://[", "Portal:BaseUrl")]
    [InlineData("Clinic:State", "Texas", "Clinic:State")]
    [InlineData("Clinic:Hours:Monday", "8 to 5", "Clinic:Hours")]
    [InlineData("Clinic:Hours:Someday", "08:00-17:00", "Clinic:Hours")]
    public void Read_wrong_setting_is_refused_by_its_name(string setting, string? value, string named)
    {
        var fault = Refused(new(Good) { [setting] = value }, inAzure: false);
        Assert.Contains($"- {named}", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("QUJD", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage:ConnectionString", Account)]
    [InlineData("Keys:LocalKeyFile", "/tmp/key.json")]
    [InlineData("Audit:LocalSigningKeyFile", "/tmp/log.json")]
    [InlineData("Acs:ConnectionString", "endpoint=http://127.0.0.1:9/;accesskey=QUJD")]
    [InlineData("Storage:TableServiceUri", "http://a.table.core.windows.net")]
    [InlineData("Storage:BlobServiceUri", null)]
    [InlineData("Storage:JournalServiceUri", "j.blob.core.windows.net")]
    [InlineData("Keys:KeyVaultUri", "http://v.vault.azure.net")]
    [InlineData("Keys:KeyName", "a b")]
    [InlineData("Acs:Endpoint", "http://c.communication.azure.com")]
    public void Read_in_Azure_a_secret_or_a_wrong_address_is_refused_by_its_name(string setting, string? value) =>
        Assert.Contains(setting, Refused(new(GoodInAzure) { [setting] = value }, inAzure: true), StringComparison.Ordinal);

    [Fact]
    public void Read_no_line_is_refused() =>
        Assert.Contains(
            "- Clinic:Lines",
            Refused(new(Good.Where(s => !s.Key.StartsWith("Clinic:Lines", StringComparison.Ordinal))), inAzure: false),
            StringComparison.Ordinal);

    [Fact]
    public void Read_second_line_is_refused_because_a_STOP_to_one_would_not_stop_the_other()
    {
        var settings = new Dictionary<string, string?>(Good)
        {
            ["Clinic:Lines:1:Id"] = "other",
            ["Clinic:Lines:1:Number"] = "+12065550199",
            ["Clinic:Lines:1:Kind"] = "TollFree",
        };
        Assert.Contains(
            "- Clinic:Lines:1: one line only so far: a STOP to one would not stop the other.",
            Refused(settings, inAzure: false),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("tx", "TX")]
    public void Read_state_may_be_left_out(string? state, string? code) =>
        Assert.Equal(code, Read(new(Good) { ["Clinic:State"] = state }).Clinic.State?.Code);

    [Fact]
    public void Read_all_faults_are_told_at_once()
    {
        var fault = Refused([], inAzure: false);
        Assert.All(["Storage:", "Keys:", "Acs:", "Portal:", "Clinic:Name", "Clinic:TimeZone"], name => Assert.Contains($"- {name}", fault, StringComparison.Ordinal));
    }

    private static string Refused(Dictionary<string, string?> settings, bool inAzure) =>
        Assert.Throws<SettingsException>(() => Read(settings, inAzure)).Message;

    private static AppSettings Read(Dictionary<string, string?> settings, bool inAzure = false) => AppSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
        name => inAzure && name == "WEBSITE_SITE_NAME" ? "x" : null);
}
