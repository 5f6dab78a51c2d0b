using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Staff;

namespace SecureText.Api.Access;

/// <summary>
/// <c>POST /api/GetRoles</c>: Static Web Apps asks it at each sign-in which roles the user gets. Only the platform calls it: it
/// shuts this path to everybody else (docs/decisions/004).
/// </summary>
public sealed class GetRoles(StaffSignIns signIns)
{
    // Claims of somebody in many groups are long, and a token stands beside them.
    private const int LongestBody = 256 * 1024;

    /// <summary>200 with roles, also when nobody is let in: then one role tells the page why.</summary>
    [Function(nameof(GetRoles))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "GetRoles")] HttpRequest request,
        CancellationToken cancellationToken) =>
        await ReadAsync(request, cancellationToken) is { } user
            ? ApiJson.Ok(new RolesAnswer(await signIns.SignInAsync(user, RequestId.Of(request), cancellationToken)))
            : Problems.BadRequest("Send what Static Web Apps sends at a sign-in with Entra.");

    private static async Task<PlatformUser?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(new LimitedStream(buffer, LongestBody), cancellationToken);
            var body = JsonSerializer.Deserialize<SignInBody>(
                buffer.GetBuffer().AsSpan(0, (int)buffer.Length), JsonSerializerOptions.Web);
            if (body is not { IdentityProvider: PlatformPrincipal.EntraProvider } || !PlatformPrincipal.IsUserId(body.UserId))
                return null;
            var claims = (body.Claims ?? []).Where(claim => claim is { Typ: not null, Val: not null });
            return new PlatformUser(
                body.UserId!, body.UserDetails, [.. claims.Select(claim => new IdentityClaim(claim.Typ!, claim.Val!))]);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }

    private sealed record RolesAnswer(IReadOnlyList<string> Roles);

    // What the platform sends besides, as the access token, is not read.
    private sealed record SignInBody(string? IdentityProvider, string? UserId, string? UserDetails, SignInClaim[]? Claims);

    private sealed record SignInClaim(string? Typ, string? Val);
}
