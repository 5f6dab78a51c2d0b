using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Keys;

/// <summary>
/// Asks the vault without a token first, and without the body, and signs in as its challenge says: tenant and scope
/// come from the vault, so they are believed only when they name the vault's own domain.
/// </summary>
internal sealed class ChallengePolicy(TokenCredential credential, bool anyResource)
    : BearerTokenAuthenticationPolicy(credential, Array.Empty<string>())
{
    private const string BodyProperty = "keyvault.body";

    private volatile Challenge? known;

    protected override async ValueTask AuthorizeRequestAsync(HttpMessage message)
    {
        if (known is { } challenge) await AuthenticateAndAuthorizeRequestAsync(message, challenge.Context(message)).ConfigureAwait(false);
        else SetBodyAside(message);
    }

    protected override void AuthorizeRequest(HttpMessage message)
    {
        if (known is { } challenge) AuthenticateAndAuthorizeRequest(message, challenge.Context(message));
        else SetBodyAside(message);
    }

    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        if (Accept(message) is not { } challenge) return false;
        await AuthenticateAndAuthorizeRequestAsync(message, challenge.Context(message)).ConfigureAwait(false);
        return true;
    }

    protected override bool AuthorizeRequestOnChallenge(HttpMessage message)
    {
        if (Accept(message) is not { } challenge) return false;
        AuthenticateAndAuthorizeRequest(message, challenge.Context(message));
        return true;
    }

    private static void SetBodyAside(HttpMessage message)
    {
        if (message.Request.Content is not { } body) return;
        message.SetProperty(BodyProperty, body);
        message.Request.Content = null;
    }

    private Challenge? Accept(HttpMessage message)
    {
        if (message.Request.Content is null && message.TryGetProperty(BodyProperty, out var body)) message.Request.Content = (RequestContent?)body;
        if (Challenge.Read(message.Response) is not { } challenge) return null;
        if (!anyResource && !challenge.IsFor(message.Request.Uri.Host ?? ""))
            throw new InvalidOperationException(
                $"The challenge resource '{challenge.Resource.Host}' does not match the requested domain '{message.Request.Uri.Host}'.");
        known = challenge;
        return challenge;
    }

    private sealed record Challenge(Uri Resource, string Scope, string? TenantId)
    {
        internal static Challenge? Read(Response response)
        {
            if (!response.Headers.TryGetValue("WWW-Authenticate", out var header)
                || header is null
                || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return null;
            var parts = header["Bearer ".Length..].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
                .Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
                .ToDictionary(p => p[0], p => p[1].Trim('"'), StringComparer.OrdinalIgnoreCase);
            var scope = parts.TryGetValue("resource", out var resource) ? resource + "/.default" : parts.GetValueOrDefault("scope");
            if (!Uri.TryCreate(scope, UriKind.Absolute, out var address)) return null;
            var tenant = Uri.TryCreate(parts.GetValueOrDefault("authorization") ?? parts.GetValueOrDefault("authorization_uri"), UriKind.Absolute, out var authority)
                ? authority.Segments.ElementAtOrDefault(1)?.Trim('/')
                : null;
            return new Challenge(address, scope, tenant);
        }

        internal bool IsFor(string host) => host.EndsWith("." + Resource.Host, StringComparison.OrdinalIgnoreCase);

        internal TokenRequestContext Context(HttpMessage message) =>
            new([Scope], message.Request.ClientRequestId, tenantId: TenantId, isCaeEnabled: true);
    }
}
