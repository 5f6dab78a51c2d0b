using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecureText.Demo;

/// <summary>A member of staff at the HTTP interface, signed in as Static Web Apps would say it.</summary>
internal sealed class StaffClient(HttpClient http, Uri functions, string? principal)
{
    /// <summary>Somebody with these roles beside the two that everybody has.</summary>
    internal static StaffClient As(HttpClient http, Uri functions, string id, params string[] roles) =>
        new(http, functions, Principal(id, roles));

    internal async Task<Answer> GetAsync(string path, CancellationToken cancellationToken) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(functions, path)), cancellationToken);

    internal async Task<Answer> PostAsync(string path, object? body, CancellationToken cancellationToken) =>
        await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(functions, path))
            {
                Content = body is null ? null : JsonContent.Create(body),
            },
            cancellationToken);

    private async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            if (request.Method != HttpMethod.Get) request.Headers.Add("X-SecureText", "1");
            if (principal is not null) request.Headers.Add("x-ms-client-principal", principal);
            using var answer = await http.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return new Answer(answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
        }
    }

    private static string Principal(string id, string[] roles) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new
        {
            identityProvider = "aad",
            userId = id,
            userDetails = $"{id}@clinic.example",
            userRoles = (string[])["anonymous", "authenticated", .. roles],
        })));
}

/// <summary>A status and the JSON that came with it.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Json)
{
    /// <summary>
    /// The last part of a problem's <c>type</c>, as <c>consent-withdrawn</c>; empty when it is no problem.
    /// </summary>
    internal string Problem => ((string?)Json?["type"])?.Split(':')[^1] ?? string.Empty;

    internal Answer Must(int status)
    {
        Expect.Equal($"{status}", $"{(int)Status} {Problem}".TrimEnd(), "status");
        return this;
    }

    internal Answer MustFail(int status, string problem)
    {
        Expect.Equal($"{status} {problem}", $"{(int)Status} {Problem}", "answer");
        return this;
    }
}
