using System.Text.Json;

namespace SecureText.Api.Access;

/// <summary>Who is calling, from the header <c>x-ms-client-principal</c> that Static Web Apps sets.</summary>
/// <param name="Id">Opaque: the user id of the Static Web App, not the Entra object id.</param>
/// <param name="Roles">What the staff table gave at sign-in.</param>
public sealed record StaffMember(string Id, Role Roles)
{
    /// <summary>The header: Base64 of UTF-8 JSON.</summary>
    public const string Header = "x-ms-client-principal";

    private const string EntraProvider = "aad";
    private const int LongestHeader = 8 * 1024;

    /// <summary>The name under which the journal and the rows know this person.</summary>
    public string Actor => $"staff:{Id}";

    /// <summary>Reads the header strictly.</summary>
    /// <returns>Null when it is missing, malformed or not from a signed-in Entra user.</returns>
    public static StaffMember? Parse(string? header)
    {
        if (header is not { Length: > 0 and <= LongestHeader }) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header, bytes, out var length)) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static StaffMember? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("identityProvider", out var provider) || provider.GetString() != EntraProvider
            || !root.TryGetProperty("userId", out var userId) || userId.GetString() is not { } id || !IsOpaque(id)
            || !root.TryGetProperty("userRoles", out var userRoles) || userRoles.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var names = userRoles.EnumerateArray().Select(role => role.GetString()).ToList();
        if (!names.Contains("authenticated")) return null;
        var roles = names.Aggregate(Role.None, (all, name) => all | RoleOf(name));
        return new StaffMember(id, roles);
    }

    private static Role RoleOf(string? name) => name switch
    {
        "owner" => Role.Owner,
        "manager" => Role.Manager,
        "member" => Role.Member,
        _ => Role.None,
    };

    // The id becomes part of row keys and of the journal.
    internal static bool IsOpaque(string id) =>
        id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
