using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;

namespace SecureText.Api;

public class OwnPageTests
{
    [Theory]
    [InlineData("GET", null, null, true)]
    [InlineData("GET", null, "same-origin", true)]
    [InlineData("GET", null, "none", true)]
    [InlineData("GET", "1", "cross-site", false)]
    [InlineData("GET", null, "same-site", false)]
    [InlineData("POST", "1", null, true)]
    [InlineData("POST", "1", "same-origin", true)]
    [InlineData("POST", "1", "none", false)]
    [InlineData("POST", "1", "cross-site", false)]
    [InlineData("POST", null, "same-origin", false)]
    [InlineData("POST", "", null, false)]
    [InlineData("POST", "true", null, false)]
    [InlineData("PUT", null, null, false)]
    [InlineData("HEAD", null, null, false)]
    public void Request_passes_only_when_our_own_page_could_have_sent_it(string method, string? own, string? site, bool passes)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        if (own is not null) request.Headers["X-SecureText"] = own;
        if (site is not null) request.Headers["Sec-Fetch-Site"] = site;
        Assert.Equal(passes, OwnPage.Sent(request));
    }
}
