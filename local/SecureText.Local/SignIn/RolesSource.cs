using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecureText.SignIn;

/// <summary>Asks the functions for somebody's roles, as the platform does at each sign-in.</summary>
internal static class RolesSource
{
    private const string Claims = "http://schemas.microsoft.com/identity/claims/";

    /// <summary>The roles beside the two that everybody has.</summary>
    /// <exception cref="HttpRequestException">The functions do not answer, or not with success.</exception>
    internal static async Task<IReadOnlyList<string>> AskAsync(
        HttpClient http, Uri functions, DemoPerson person, bool secondFactor, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(
            new Uri(functions, "api/GetRoles"), Request(person, secondFactor), JsonSerializerOptions.Web,
            cancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        return [.. body!["roles"]!.AsArray().Select(role => (string)role!)];
    }

    /// <summary>What the platform sends: with Entra, the claims of the person's token.</summary>
    internal static object Request(DemoPerson person, bool secondFactor) => new
    {
        identityProvider = "aad",
        userId = person.UserId,
        userDetails = person.Email,
        claims = ClaimsOf(person, secondFactor),
        accessToken = string.Empty,
    };

    internal static object[] ClaimsOf(DemoPerson person, bool secondFactor) =>
    [
        new { typ = $"{Claims}tenantid", val = person.Tenant },
        new { typ = $"{Claims}objectidentifier", val = person.ObjectId },
        new { typ = "name", val = person.Name },
        new { typ = "preferred_username", val = person.Email },
        new { typ = "http://schemas.microsoft.com/claims/authnmethodsreferences", val = "pwd" },
        .. secondFactor
            ? new object[] { new { typ = "http://schemas.microsoft.com/claims/authnmethodsreferences", val = "mfa" } }
            : [],
    ];
}
