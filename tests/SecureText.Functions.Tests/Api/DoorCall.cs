using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Harness;

namespace SecureText.Api;

/// <summary>Asks the middleware whether a request may reach a function, without running it.</summary>
internal static class DoorCall
{
    public const string Passed = "passed";

    public static async Task<string> AskAsync(
        TestClinic clinic, HttpFunction function, string? principal, Action<HttpRequest>? change = null, PlatformDoor? platform = null)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = FunctionCall.Services };
        http.Request.Method = function.Methods[0];
        http.Response.Body = body;
        if (!HttpMethods.IsGet(http.Request.Method)) http.Request.Headers[OwnPage.Header] = "1";
        if (principal is not null) http.Request.Headers[PlatformPrincipal.Header] = principal;
        change?.Invoke(http.Request);
        var passed = false;
        await clinic.Door(platform).Invoke(new FunctionCall.Context(function.Name, http), _ =>
        {
            passed = true;
            return Task.CompletedTask;
        });
        if (passed) return Passed;
        body.Position = 0;
        using var problem = await JsonDocument.ParseAsync(body);
        return $"{http.Response.StatusCode} {problem.RootElement.GetProperty("type").GetString()!.Split(':')[^1]}";
    }
}
