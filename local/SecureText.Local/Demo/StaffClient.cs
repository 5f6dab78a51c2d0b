using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecureText.Run;
using SecureText.SignIn;

namespace SecureText.Demo;

/// <summary>
/// A member of staff with a browser: what he asks goes through the front door, with his cookie; without a front door to the
/// functions, with what the door would make of the cookie.
/// </summary>
internal sealed class StaffClient
{
    private const string Principals = "x-ms-client-principal";

    private readonly HttpClient http;
    private readonly Uri root;
    private readonly string header;
    private readonly string? value;

    private StaffClient(HttpClient http, Uri root, string header, string? value) =>
        (this.http, this.root, this.header, this.value) = (http, root, header, value);

    /// <summary>What the cookie holds; also what the front door would say to the functions.</summary>
    internal string? Cookie => value is null ? null : header == Principals ? value : Uri.UnescapeDataString(value.Split('=', 2)[1]);

    /// <summary>The role that names the sign-in itself, and that only its owner's cookie holds.</summary>
    internal string Secret => JsonNode.Parse(Convert.FromBase64String(Cookie!))!["userRoles"]!.AsArray()
        .Select(role => (string)role!).First(role => role.StartsWith("s_", StringComparison.Ordinal));

    /// <summary>Signs in on the page, as one click does.</summary>
    internal static async Task<StaffClient> SignInAsync(
        LocalSystem system, DemoPerson person, bool secondFactor, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
            [new("person", person.Key), new("factor", secondFactor ? "two" : "one")]);
        using var answer = await system.Http.PostAsync(
            new Uri(system.SignIn.Address, "sign-in"), form, cancellationToken);
        Expect.Equal(HttpStatusCode.Redirect, answer.StatusCode, "the sign-in page's answer");
        Expect.Equal(system.Site, answer.Headers.Location, "where the sign-in page leads");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var client = new StaffClient(system.Http, system.Site, "Cookie", cookie);
        return system.IsDirect ? Around(system, client.Cookie) : client;
    }

    /// <summary>Somebody without a cookie at the front door.</summary>
    internal static StaffClient Stranger(LocalSystem system) => new(system.Http, system.Site, "Cookie", null);

    /// <summary>Somebody who got around the front door and says for himself who he is.</summary>
    internal static StaffClient Around(LocalSystem system, string? principal) =>
        new(system.Http, system.Functions, Principals, principal);

    /// <summary>A header as the front door would make it.</summary>
    internal static string Principal(string userId, params string[] roles) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            identityProvider = "aad",
            userId,
            userDetails = "somebody@clinic.example",
            userRoles = (string[])["anonymous", "authenticated", .. roles],
        })));

    internal Task<Answer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    internal Task<Answer> PostAsync(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), cancellationToken);

    /// <summary>Sends a file, or a request that may be sent twice: what stands in <paramref name="headers"/> goes with it.</summary>
    internal Task<Answer> PostAsync(
        string path, HttpContent content, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        foreach (var (name, text) in headers) content.Headers.Add(name, text);
        return SendAsync(HttpMethod.Post, path, content, cancellationToken);
    }

    /// <summary>The bytes of an attachment with its headers; the caller disposes of the answer.</summary>
    internal async Task<HttpResponseMessage> DownloadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        return await http.SendAsync(request, cancellationToken);
    }

    /// <summary>Asks as the page does by itself, which keeps no sign-in alive; the caller disposes of the answer.</summary>
    internal async Task<HttpResponseMessage> PollAsync(string path, string? tag, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        request.Headers.Add("X-SecureText-Background", "1");
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await http.SendAsync(request, cancellationToken);
    }

    private async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = Request(method, path);
        request.Content = content;
        if (method != HttpMethod.Get) request.Headers.Add("X-SecureText", "1");
        using var answer = await http.SendAsync(request, cancellationToken);
        return await Answer.ReadAsync(answer, cancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(root, path));
        if (value is not null) request.Headers.Add(header, value);
        return request;
    }
}

/// <summary>A status and the JSON that came with it.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Json)
{
    /// <summary>
    /// The last part of a problem's <c>type</c>, as <c>consent-withdrawn</c>; empty when it is no problem.
    /// </summary>
    internal string Problem => (string?)(Json as JsonObject)?["type"] is { } type && type.StartsWith("urn:", StringComparison.Ordinal)
        ? type.Split(':')[^1]
        : string.Empty;

    internal static async Task<Answer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return new Answer(answer.StatusCode, IsJson(answer.Content.Headers.ContentType) ? JsonNode.Parse(text) : null);
    }

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

    private static bool IsJson(MediaTypeHeaderValue? type) =>
        type?.MediaType?.EndsWith("json", StringComparison.Ordinal) ?? false;
}
