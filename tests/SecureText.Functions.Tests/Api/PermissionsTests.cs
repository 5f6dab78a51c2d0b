using SecureText.Api.Access;
using SecureText.Staff;

namespace SecureText.Api;

public class PermissionsTests
{
    private static readonly string[] Open = ["HealthLive", "HealthReady", "OpenApi", "PortalBirthDate", "PortalCode", "PortalOpen"];

    [Fact]
    public void Every_function_has_a_rule_and_every_rule_a_function() =>
        Assert.Equal(HttpFunction.All.Select(f => f.Name).Order(), Permissions.All.Keys.Order());

    [Fact]
    public void Every_function_names_its_methods_and_route()
    {
        Assert.True(HttpFunction.All.Count >= 14);
        Assert.All(HttpFunction.All, f => Assert.False(f.Methods.Count == 0 || string.IsNullOrEmpty(f.Route), f.Name));
    }

    // What anybody may call is said here a second time, so that opening a function takes two edits.
    [Fact]
    public void Only_what_shows_nothing_of_anybody_is_open() =>
        Assert.Equal(Open, Permissions.All.Where(r => r.Value.Kind == RuleKind.Anybody).Select(r => r.Key).Order());

    [Fact]
    public void Rule_for_staff_asks_for_a_role_and_no_other_does() => Assert.All(
        Permissions.All, r => Assert.Equal(r.Value.Kind == RuleKind.Staff, r.Value.Roles != Role.None));
}
