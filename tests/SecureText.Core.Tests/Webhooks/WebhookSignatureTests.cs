using System.Text;

namespace SecureText.Webhooks;

public class WebhookSignatureTests
{
    private const string Secret = "whsec_test";
    private const string Kind = "call-missed";
    private const string Body = """{"id":"e1"}""";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1795032000);

    [Fact]
    public void Header_is_the_known_one() =>

        // printf '%s' '1795032000.call-missed.{"id":"e1"}' | openssl dgst -sha256 -hmac whsec_test
        Assert.Equal("t=1795032000,v1=cda01841e51bc0383fb2201265aef6d81f46e3df54c78a9275a98404f8198042", WebhookSignature.Of(Secret, Now, Kind, Body));

    [Fact]
    public void Signature_holds_for_its_body_time_and_secret_alone()
    {
        var header = WebhookSignature.Of(Secret, Now, Kind, Body);
        Assert.True(IsOf(header, Body, "another", Secret));
        Assert.False(IsOf(header, Body + " ", Secret));
        Assert.False(IsOf(header, Body, "another"));
        Assert.False(IsOf(header, Body));
        Assert.False(WebhookSignature.Parse(header)!.IsOf([Secret], "payment-posted", Encoding.UTF8.GetBytes(Body)));
        Assert.False(IsOf(header.Replace("1795032000", "1795032001", StringComparison.Ordinal), Body, Secret));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void Signature_is_fresh_for_five_minutes(int later, bool fresh) =>
        Assert.Equal(fresh, WebhookSignature.Parse(WebhookSignature.Of(Secret, Now, Kind, Body))!.IsFresh(Now.AddSeconds(later)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1")]
    [InlineData("v1=00")]
    [InlineData("t=x,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1,t=2,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1,v1=zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1;v1=00")]
    public void Header_that_is_none_is_refused(string? header) => Assert.Null(WebhookSignature.Parse(header));

    private static bool IsOf(string header, string body, params string[] secrets) =>
        WebhookSignature.Parse(header)!.IsOf(secrets, Kind, Encoding.UTF8.GetBytes(body));
}
