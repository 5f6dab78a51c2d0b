using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecureText.Simulator;

/// <summary>
/// Verifies the signature of a request as Azure Communication Services does (azure-sdk-for-net,
/// communication/Shared/src/HMACAuthenticationPolicy). There is no Entra on one machine, so a bearer token is refused.
/// </summary>
internal static class HmacCheck
{
    private const string Prefix = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

    // A signed request that somebody has recorded is worthless after this.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>What is wrong with the request, or nothing.</summary>
    internal static string? Problem(SignedRequest request, byte[] accessKey, DateTimeOffset now)
    {
        if (request.Authorization is not { } authorization) return "The Authorization header is missing.";
        if (!authorization.StartsWith(Prefix, StringComparison.Ordinal))
            return "Only HMAC-SHA256 over date, host and content is known here.";
        if (!DateTimeOffset.TryParseExact(
            request.Date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return "The x-ms-date header is not an RFC 1123 date.";
        }

        if ((now - date).Duration() > Skew) return "The x-ms-date header is too far from now.";
        var contentHash = Convert.ToBase64String(SHA256.HashData(request.Body.Span));
        if (!Same(contentHash, request.ContentHash))
            return "The x-ms-content-sha256 header is not the hash of the body.";
        return Same(Sign(request, contentHash, accessKey), authorization[Prefix.Length..])
            ? null
            : "The signature is wrong.";
    }

    private static string Sign(SignedRequest request, string contentHash, byte[] accessKey) =>
        Convert.ToBase64String(HMACSHA256.HashData(accessKey, Encoding.ASCII.GetBytes(
            $"{request.Method}\n{request.PathAndQuery}\n{request.Date};{request.Host};{contentHash}")));

    // In constant time: how long a comparison takes must not tell how much of a guess was right.
    private static bool Same(string expected, string? given) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given ?? string.Empty));
}

/// <summary>The parts of a request that its signature covers, and the signature.</summary>
internal sealed record SignedRequest(
    string Method, string PathAndQuery, string Host, string? Date, string? ContentHash, string? Authorization,
    ReadOnlyMemory<byte> Body);
