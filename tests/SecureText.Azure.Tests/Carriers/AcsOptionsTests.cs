using SecureText.Carriers;

namespace SecureText.Azure.Tests.Carriers;

public sealed class AcsOptionsTests
{
    private const string Simulator = "endpoint=http://127.0.0.1:4290/;accesskey=YQ==";

    private static string? OnOneMachine(string name) => null;

    private static string? InAzure(string name) => name == "WEBSITE_SITE_NAME" ? "clinic" : null;

    [Fact]
    public void Validate_endpoint_alone_is_good_in_Azure() =>
        Assert.Empty(new AcsOptions { Endpoint = new Uri("https://clinic.communication.azure.com") }.Validate(InAzure));

    [Fact]
    public void Validate_connection_string_alone_is_good_on_one_machine() =>
        Assert.Empty(new AcsOptions { ConnectionString = Simulator }.Validate(OnOneMachine));

    [Fact]
    public void Validate_nothing_set_names_the_setting() =>
        Assert.Equal(
            ["Acs:Endpoint is not set: set it to the address of the Communication Services resource."],
            new AcsOptions().Validate(OnOneMachine));

    [Fact]
    public void Validate_both_set_says_remove_one() =>
        Assert.Equal(
            ["Acs:Endpoint and Acs:ConnectionString are both set: remove one."],
            new AcsOptions { Endpoint = new Uri("https://clinic.communication.azure.com"), ConnectionString = Simulator }.Validate(OnOneMachine));

    [Fact]
    public void Validate_connection_string_in_Azure_is_refused() =>
        Assert.Contains("refused in Azure", Assert.Single(new AcsOptions { ConnectionString = Simulator }.Validate(InAzure)), StringComparison.Ordinal);

    [Theory]
    [InlineData("endpoint=http://sms.example.com/;accesskey=YQ==", "without https")]
    [InlineData("endpoint=https://clinic.communication.azure.com/", "not of the form")]
    [InlineData("accesskey=YQ==", "not of the form")]
    [InlineData("endpoint=/;accesskey=YQ==", "without https")]
    public void Validate_connection_string_that_cannot_work_says_why(string connectionString, string why) =>
        Assert.Contains(
            why, Assert.Single(new AcsOptions { ConnectionString = connectionString }.Validate(OnOneMachine)), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://clinic.communication.azure.com")]
    [InlineData("clinic")]
    public void Validate_endpoint_without_https_is_refused(string endpoint) =>
        Assert.Contains(
            "https",
            Assert.Single(new AcsOptions { Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) }.Validate(OnOneMachine)),
            StringComparison.Ordinal);

    [Fact]
    public void ToString_never_shows_the_key() =>
        Assert.DoesNotContain("YQ==", new AcsOptions { ConnectionString = Simulator }.ToString(), StringComparison.Ordinal);
}
