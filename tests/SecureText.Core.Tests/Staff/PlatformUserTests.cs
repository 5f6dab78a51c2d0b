namespace SecureText.Staff;

public class PlatformUserTests
{
    private const string Mfa = "http://schemas.microsoft.com/claims/authnmethodsreferences";
    private static readonly Guid Tenant = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Guid Person = Guid.Parse("33333333-3333-4333-8333-333333333333");

    [Theory]
    [InlineData("tid", "oid")]
    [InlineData("http://schemas.microsoft.com/identity/claims/tenantid", "http://schemas.microsoft.com/identity/claims/objectidentifier")]
    public void Tenant_and_object_are_read_by_either_name(string tenantType, string objectType)
    {
        var user = User((tenantType, $"{Tenant}"), (objectType, $"{Person}".ToUpperInvariant()));
        Assert.Equal((Tenant, Person), (user.TenantId!.Value, user.ObjectId!.Value));
    }

    [Theory]
    [InlineData("TID", "11111111-1111-4111-8111-111111111111")]
    [InlineData("tid", "clinic.example")]
    [InlineData("tid", "")]
    public void Tenant_that_is_no_id_is_none(string type, string value) => Assert.Null(User((type, value)).TenantId);

    [Fact]
    public void Two_tenants_or_objects_that_differ_are_none()
    {
        var user = User(("tid", $"{Tenant}"), ("tid", $"{Person}"), ("oid", $"{Person}"), ("oid", "other"));
        Assert.Equal((null, null), (user.TenantId, user.ObjectId));
        Assert.Equal(Tenant, User(("tid", $"{Tenant}"), ("http://schemas.microsoft.com/identity/claims/tenantid", $"{Tenant}")).TenantId);
    }

    [Theory]
    [InlineData("amr", "mfa", true)]
    [InlineData(Mfa, "mfa", true)]
    [InlineData(Mfa, "[\"pwd\",\"mfa\"]", true)]
    [InlineData("amr", "pwd mfa", true)]
    [InlineData(Mfa, "http://schemas.microsoft.com/claims/multipleauthn", true)]
    [InlineData("amr", "pwd", false)]
    [InlineData("amr", "nomfa", false)]
    [InlineData("amr", "mfa-skipped", false)]
    [InlineData("amr", "MFA", false)]
    [InlineData("acr", "mfa", false)]
    [InlineData("name", "mfa", false)]
    public void Second_factor_is_a_whole_value_of_the_claim_for_methods(string type, string value, bool has) =>
        Assert.Equal(has, User((type, value)).HasSecondFactor);

    [Fact]
    public void Second_factor_may_be_one_claim_of_several() =>
        Assert.True(User((Mfa, "pwd"), (Mfa, "rsa"), (Mfa, "mfa")).HasSecondFactor);

    [Fact]
    public void Refusal_names_the_tenant_first_then_the_second_factor()
    {
        Assert.Equal(SignInRefusal.ForeignTenant, SignInRules.Refuse(User(("oid", $"{Person}")), Tenant));
        Assert.Equal(SignInRefusal.NoSecondFactor, SignInRules.Refuse(User(("tid", $"{Tenant}"), ("oid", $"{Person}")), Tenant));
        Assert.Equal(SignInRefusal.UnknownPerson, SignInRules.Refuse(User(("tid", $"{Tenant}"), ("amr", "mfa")), Tenant));
        Assert.Null(SignInRules.Refuse(User(("tid", $"{Tenant}"), ("amr", "mfa"), ("oid", $"{Person}")), Tenant));
    }

    [Fact]
    public void Every_refusal_comes_back_from_its_role()
    {
        foreach (var refusal in Enum.GetValues<SignInRefusal>())
        {
            Assert.Equal(refusal, SignInRules.Among(["authenticated", refusal.Marker()]));
        }

        Assert.Null(SignInRules.Among(["authenticated", "owner"]));
    }

    private static PlatformUser User(params (string Type, string Value)[] claims) =>
        new("u1", "mia@clinic.example", [.. claims.Select(claim => new IdentityClaim(claim.Type, claim.Value))]);
}
