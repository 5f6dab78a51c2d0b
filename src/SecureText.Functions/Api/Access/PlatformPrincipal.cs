using System.Text.Json;

namespace SecureText.Api.Access;

/// <summary>
/// What Static Web Apps says of a signed-in user in the header <c>x-ms-client-principal</c>: Base64 of UTF-8 JSON. It names a
/// user and carries the secret of the sign-in; what the user may do it does not say (docs/decisions/004).
/// </summary>
/// <param name="UserId">The platform's own id, as at the sign-in.</param>
/// <param name="Roles">As the platform keeps them.</param>
internal sealed record PlatformPrincipal(string UserId, IReadOnlyList<string> Roles)
{
    public const string Header = "x-ms-client-principal";

    public const string EntraProvider = "aad";
    private const int LongestHeader = 8 * 1024;

    /// <summary>Reads the header strictly.</summary>
    /// <returns>Null when it is missing, malformed or not from a signed-in Entra user.</returns>
    public static PlatformPrincipal? Parse(string? header)
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

    /// <summary>Whether it could be an id: it becomes part of a hash, and of nothing else.</summary>
    public static bool IsUserId(string? id) =>
        id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static PlatformPrincipal? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("identityProvider", out var provider) || provider.GetString() != EntraProvider
            || !root.TryGetProperty("userId", out var userId) || userId.GetString() is not { } id || !IsUserId(id)
            || !root.TryGetProperty("userRoles", out var userRoles) || userRoles.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var names = userRoles.EnumerateArray().Select(role => role.GetString() ?? "").ToList();
        return names.Contains("authenticated") ? new PlatformPrincipal(id, names) : null;
    }
}
