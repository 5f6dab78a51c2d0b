namespace SecureText.Staff;

/// <summary>What the identity provider says of somebody at sign-in.</summary>
/// <param name="Type">As <c>tid</c> or <c>http://schemas.microsoft.com/identity/claims/tenantid</c>.</param>
/// <param name="Value">What it says.</param>
public sealed record IdentityClaim(string Type, string Value);

/// <summary>Somebody whom the platform has just signed in with Entra, with what matters of the claims.</summary>
public sealed class PlatformUser(string userId, string? details, IReadOnlyList<IdentityClaim> claims)
{
    private const string Mfa = "mfa";
    private static readonly string[] TenantTypes = ["tid", "http://schemas.microsoft.com/identity/claims/tenantid"];
    private static readonly string[] ObjectTypes = ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];
    private static readonly string[] MethodTypes = ["amr", "http://schemas.microsoft.com/claims/authnmethodsreferences"];

    /// <summary>The platform's own id of the user; comes back with each request.</summary>
    public string UserId { get; } = userId;

    /// <summary>The address that the user signed in with; null when it is none.</summary>
    public StaffEmail? Email => StaffEmail.TryParse(details, out var email) ? email : null;

    /// <summary>The Entra object id; null when it is missing, no id, or there are several.</summary>
    public Guid? ObjectId => One(ObjectTypes);

    /// <summary>The Entra tenant; null when it is missing, no id, or there are several.</summary>
    public Guid? TenantId => One(TenantTypes);

    /// <summary>
    /// Whether Entra saw a second factor: <c>mfa</c> among the methods, which come as several claims, as a JSON array or with
    /// blanks between them. <c>http://schemas.microsoft.com/claims/multipleauthn</c> is the same in older tokens.
    /// </summary>
    public bool HasSecondFactor => claims
        .Where(claim => MethodTypes.Contains(claim.Type, StringComparer.Ordinal))
        .SelectMany(claim => claim.Value.Split(
            [' ', ',', '[', ']', '"'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Any(method => method == Mfa || method == "http://schemas.microsoft.com/claims/multipleauthn");

    // Two that differ could be read one way here and another way elsewhere.
    private Guid? One(string[] types)
    {
        var values = claims.Where(claim => types.Contains(claim.Type, StringComparer.Ordinal))
            .Select(claim => Guid.TryParse(claim.Value, out var id) ? id : (Guid?)null)
            .Distinct()
            .ToList();
        return values.Count == 1 ? values[0] : null;
    }
}
