using SecureText.Api.Access;

namespace SecureText.Api;

public class PermissionsTests
{
    private static readonly string[] Open = ["HealthLive", "HealthReady", "OpenApi"];

    [Fact]
    public void Every_function_has_a_rule_and_every_rule_a_function() =>
        Assert.Equal(HttpFunction.All.Select(f => f.Name).Order(), Permissions.Functions.Order());

    [Fact]
    public void Every_function_names_its_methods_and_route()
    {
        Assert.True(HttpFunction.All.Count >= 14);
        Assert.All(HttpFunction.All, f => Assert.False(f.Methods.Count == 0 || string.IsNullOrEmpty(f.Route), f.Name));
    }

    // What anybody may call is said here a second time, so that opening a function takes two edits.
    [Fact]
    public void Only_what_shows_nothing_of_anybody_is_open() =>
        Assert.Equal(Open, Permissions.Functions.Where(f => Permissions.TryFind(f, out var needed) && needed is null).Order());

    [Fact]
    public void No_rule_asks_for_no_role() =>
        Assert.All(Permissions.Functions, f => Assert.True(Permissions.TryFind(f, out var needed) && needed != Role.None));
}
