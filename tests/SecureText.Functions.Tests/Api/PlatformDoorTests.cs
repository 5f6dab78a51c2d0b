using System.Text.Json.Nodes;
using SecureText.Api.Access;
using SecureText.Harness;
using SecureText.Staff;

namespace SecureText.Api;

/// <summary>In Azure nobody is believed unless the platform stands in front.</summary>
public class PlatformDoorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string AsDeployed =
        """
        {"platform":{"enabled":true},
         "globalValidation":{"requireAuthentication":true,"unauthenticatedClientAction":"Return401",
           "excludedPaths":["/runtime/webhooks/eventgrid","/api/hooks/*"]},
         "identityProviders":{"azureStaticWebApps":{"enabled":true,"registration":{"clientId":"site.azurestaticapps.example"}},
           "azureActiveDirectory":{"enabled":false,"registration":{}},"google":{"enabled":true,"registration":{}},
           "customOpenIdConnectProviders":{}}}
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("False")]
    public async Task Azure_without_its_authentication_answers_nobody_but_whom_it_need_not_know(string? enabled)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var owner = await clinic.SignInAsync(Role.Owner);
        var door = Door(enabled, null);
        Assert.NotNull(door.Fault);
        foreach (var function in HttpFunction.All)
        {
            var isOpen = Permissions.All[function.Name].Kind is RuleKind.Anybody or RuleKind.Signature;
            var answer = await DoorCall.AskAsync(clinic, function, owner.Header, platform: door);
            Assert.Equal((function.Name, isOpen ? DoorCall.Passed : "503 closed"), (function.Name, answer));
        }
    }

    [Fact]
    public async Task Azure_with_its_authentication_asks_as_always()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var owner = await clinic.SignInAsync(Role.Owner);
        var list = HttpFunction.All.Single(f => f.Name == "ListStaff");
        Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, list, owner.Header, platform: Door("True", AsDeployed)));
        Assert.Equal("401 not-signed-in", await DoorCall.AskAsync(clinic, list, null, platform: Door("True", AsDeployed)));
    }

    [Fact]
    public void Configuration_that_the_platform_does_not_tell_is_not_asked_for() => Assert.Null(Door("True", null).Fault);

    [Fact]
    public void One_machine_has_no_platform() => Assert.Null(new PlatformDoor(_ => null).Fault);

    [Theory]
    [InlineData("platform.enabled", "false", "authentication is off")]
    [InlineData("globalValidation.requireAuthentication", "false", "not required")]
    [InlineData("globalValidation.requireAuthentication", null, "not required")]
    [InlineData("globalValidation", null, "not required")]
    [InlineData("globalValidation.unauthenticatedClientAction", "\"AllowAnonymous\"", "not required")]
    [InlineData("globalValidation.excludedPaths", "[\"/api/*\"]", "a path")]
    [InlineData("globalValidation.excludedPaths", "[\"/runtime/webhooks/*\",\"/*\"]", "a path")]
    [InlineData("identityProviders", null, "azureStaticWebApps is not on")]
    [InlineData("identityProviders.azureStaticWebApps", null, "azureStaticWebApps is not on")]
    [InlineData("identityProviders.azureStaticWebApps.enabled", "false", "azureStaticWebApps is not on")]
    [InlineData("identityProviders.azureActiveDirectory", "{\"registration\":{\"clientId\":\"x\"}}", "another identity provider")]
    [InlineData("identityProviders.facebook", "{\"enabled\":true,\"registration\":{\"appId\":\"x\"}}", "another identity provider")]
    [InlineData("identityProviders.twitter", "{\"registration\":{\"consumerKey\":\"x\"}}", "another identity provider")]
    [InlineData("identityProviders.customOpenIdConnectProviders", "{\"own\":{}}", "another identity provider")]
    public void Configuration_that_lets_others_in_shuts_the_door(string path, string? json, string why)
    {
        Assert.Null(Door("True", AsDeployed).Fault);
        Assert.Contains(why, Door("True", Changed(path, json)).Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Configuration_that_cannot_be_read_shuts_the_door(string json) => Assert.NotNull(Door("True", json).Fault);

    private static PlatformDoor Door(string? enabled, string? configuration) => new(name => name switch
    {
        "WEBSITE_SITE_NAME" => "clinic",
        "WEBSITE_AUTH_ENABLED" => enabled,
        "WEBSITE_AUTH_V2_CONFIG_JSON" => configuration,
        _ => null,
    });

    private static string Changed(string path, string? json)
    {
        var root = JsonNode.Parse(AsDeployed)!;
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(root, (node, name) => node[name]!).AsObject();
        if (json is null) parent.Remove(names[^1]);
        else parent[names[^1]] = JsonNode.Parse(json);
        return root.ToJsonString();
    }
}
