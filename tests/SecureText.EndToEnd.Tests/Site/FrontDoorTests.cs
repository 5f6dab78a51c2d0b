using System.Net;
using System.Text.Json.Nodes;
using SecureText.Demo;
using SecureText.Run;
using SecureText.SignIn;

namespace SecureText.EndToEnd.Tests.Site;

/// <summary>The rules of <c>staticwebapp.config.json</c>, asked of the emulator that enforces them.</summary>
[Collection(LocalSite.Collection)]
public sealed class FrontDoorTests(LocalSite site)
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("")]
    [InlineData("p/")]
    [InlineData("conversations/of-a-link")]
    public async Task Page_comes_with_the_policy_and_is_not_kept(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Policy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData(".auth/login/github")]
    [InlineData(".auth/login/google")]
    [InlineData(".auth/login/twitter")]
    [InlineData(".auth/login/facebook")]
    [InlineData(".auth/login/apple")]
    [InlineData("staticwebapp.config.json")]
    [InlineData("api/GetRoles")]
    [InlineData("assets/not-there.js")]
    public async Task Path_that_is_closed_is_not_found(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("api/conversations?view=open")]
    [InlineData("api/openapi.json")]
    [InlineData("api/anything/else")]
    public async Task Api_without_sign_in_is_refused_at_the_door(string path) =>
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await StaffClient.Stranger(site.System).GetAsync(path, CancellationToken.None)).Status);

    [Fact]
    public async Task Api_with_a_header_of_ones_own_is_refused_at_the_door()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(site.System.Site, "api/conversations?view=open"));
        request.Headers.Add("x-ms-client-principal", StaffClient.Principal("somebody", "owner"));

        using var answer = await site.System.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Health_needs_no_sign_in()
    {
        using var answer = await GetAsync("api/health/ready");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Login_leads_to_the_sign_in_page()
    {
        using var answer = await GetAsync("login");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(site.System.SignIn.Address, answer.Headers.Location);
    }

    [Fact]
    public void Local_rules_are_the_clouds_but_for_the_sign_in()
    {
        var rules = JsonNode.Parse("""
            {
              "auth": { "rolesSource": "/api/GetRoles" },
              "routes": [
                { "route": "/login", "redirect": "/.auth/login/aad" },
                { "route": "/api/GetRoles", "allowedRoles": ["anonymous"] },
                { "route": "/api/*", "allowedRoles": ["authenticated"] }
              ],
              "globalHeaders": { "X-Frame-Options": "DENY" }
            }
            """)!.AsObject();

        var local = FrontDoor.Local(rules, new Uri("http://localhost:4281/"));

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {
                  "routes": [
                    { "route": "/api/GetRoles", "statusCode": 404 },
                    { "route": "/login", "redirect": "http://localhost:4281/" },
                    { "route": "/api/*", "allowedRoles": ["authenticated"] }
                  ],
                  "globalHeaders": { "X-Frame-Options": "DENY" }
                }
                """),
            local));
    }

    [Fact]
    public async Task Staff_come_through_with_their_cookie()
    {
        var member = await site.StaffAsync(DemoPeople.Member);

        (await member.GetAsync("api/conversations?view=open", CancellationToken.None)).Must(200);
    }

    private Task<HttpResponseMessage> GetAsync(string path) =>
        site.System.Http.GetAsync(new Uri(site.System.Site, path));
}
