using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SecureText.Demo;
using SecureText.Run;

namespace SecureText.Weeks;

/// <summary>Another system of the clinic that tells what has happened, signed with the secret that it was given.</summary>
internal sealed class Hooks(LocalSystem system, string secret, TimeProvider time)
{
    /// <summary>Tells; the same <c>id</c> twice is the same news.</summary>
    internal async Task<Answer> TellAsync(string kind, JsonObject news, CancellationToken cancellationToken)
    {
        var body = news.ToJsonString();
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{kind}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(system.Site, $"api/hooks/{kind}"));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-SecureText-Signature", $"t={at},v1={signature}");
        using var answer = await system.Http.SendAsync(request, cancellationToken);
        return await Answer.ReadAsync(answer, cancellationToken);
    }
}
