using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SecureText.Demo;
using SecureText.SignIn;

namespace SecureText.Faults.Garbage;

/// <summary>Somebody who asks as one should: staff with what the front door would say of them, or a patient with a cookie.</summary>
internal sealed class Caller(GarbageSystem system, params (string Name, string Value)[] headers)
{
    /// <summary>What makes the functions believe who it is.</summary>
    internal IReadOnlyList<(string Name, string Value)> Headers => headers;

    /// <summary>Signs somebody in, as the platform does.</summary>
    internal static async Task<Caller> SignInAsync(GarbageSystem system, DemoPerson person, CancellationToken token)
    {
        var roles = await RolesSource.AskAsync(system.Http, system.Functions, person, secondFactor: true, token);
        var principal = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
        {
            identityProvider = "aad",
            userId = person.UserId,
            userDetails = person.Email,
            userRoles = (string[])["anonymous", "authenticated", .. roles],
        }));
        return new Caller(system, ("x-ms-client-principal", principal));
    }

    internal Task<Answer> GetAsync(string path, CancellationToken token) => SendAsync(HttpMethod.Get, path, null, token);

    internal Task<Answer> PostAsync(string path, object? body, CancellationToken token) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), token);

    internal async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken token)
    {
        using var answer = await RawAsync(method, path, content, token);
        return await Answer.ReadAsync(answer, token);
    }

    internal async Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, HttpContent? content, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, new Uri(system.Functions, path));
        request.Content = content;
        request.Headers.Add("X-SecureText", "1");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await system.Http.SendAsync(request, token);
    }

    internal static StringContent Csv(string text) => new(text, Encoding.UTF8, "text/csv");
}
