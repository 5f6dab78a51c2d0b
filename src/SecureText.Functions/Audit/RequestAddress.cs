using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Keys;

namespace SecureText.Audit;

/// <summary>
/// Where a request came from, as far as nobody but the platform can say it (docs/looking-up.md). In Azure it came through the
/// Static Web App, which writes who called it, and the front end of App Service, which writes who called that: of
/// <c>X-Forwarded-For</c> the last but one. What came past the Static Web App has no address here. On one machine: the peer.
/// </summary>
public sealed class RequestAddress(PlatformDoor door, Func<string, string?> environment)
{
    private const string ForwardedFor = "X-Forwarded-For";

    // App Service writes it at its front end over whatever a client sent.
    private const string FrontPeer = "CLIENT-IP";

    private readonly bool isAzure = AzureSurroundings.AreHere(environment);

    /// <summary>Null when it is not known.</summary>
    public ClientAddress? Of(FunctionContext context, HttpContext http, Rule? rule)
    {
        // Another system's call comes past the Static Web App; at a sign-in the platform itself calls, not the person.
        if (rule is null or { Kind: RuleKind.Signature or RuleKind.Platform } || door.Fault is not null) return null;
        return isAzure ? FromFrontEnd(context) : ClientAddress.Of(http.Connection.RemoteIpAddress);
    }

    /// <summary>
    /// Who called the front end, of another system's call, which comes past the Static Web App or through it: then it is the Static
    /// Web App, and all who come that way are one. Nothing that a caller wrote is in it. Null for all others.
    /// </summary>
    public ClientAddress? PeerOf(FunctionContext context, HttpContext http, Rule? rule) =>
        rule is not { Kind: RuleKind.Signature } ? null
        : isAzure ? ClientAddress.Parse(HeadersOf(context)?.GetValueOrDefault(FrontPeer))
        : ClientAddress.Of(http.Connection.RemoteIpAddress);

    private static ClientAddress? FromFrontEnd(FunctionContext context) => HeadersOf(context) is { } headers
        ? ClientAddress.Behind(headers.GetValueOrDefault(ForwardedFor), headers.GetValueOrDefault(FrontPeer))
        : null;

    // The worker's own proxy takes entries off the header of the request; the host hands on what it received.
    private static Dictionary<string, string>? HeadersOf(FunctionContext context)
    {
        if (!context.BindingContext.BindingData.TryGetValue("Headers", out var sent) || sent is not string json) return null;
        try
        {
            return new Dictionary<string, string>(
                JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [], StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
