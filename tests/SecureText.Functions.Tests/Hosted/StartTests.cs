
namespace SecureText.Hosted;

public class StartTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    [Theory]
    [InlineData("Clinic:TimeZone", "America/Nowhere")]
    [InlineData("Keys:LocalKeyFile", "/nowhere/kek.json")]
    [InlineData("Storage:ConnectionString", "not one")]
    [InlineData("Staff:TenantId", "the clinic")]
    [InlineData("Staff:FirstOwner", "Olivia")]
    [InlineData("Acs:Endpoint", "http://[")]
    public async Task Start_with_a_wrong_setting_ends_with_1_and_its_name(string setting, string value)
    {
        var settings = new Dictionary<string, string>(clinic.Settings) { [setting] = value };
        var (exitCode, output) = await HostedProgram.RunAsync(settings);
        Assert.Equal(1, exitCode);
        Assert.Contains(setting, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Host started", output, StringComparison.Ordinal);
    }
}
