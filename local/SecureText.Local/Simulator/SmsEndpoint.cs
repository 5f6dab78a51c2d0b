using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace SecureText.Simulator;

/// <summary>Puts <see cref="SmsService"/> behind HTTP.</summary>
internal static class SmsEndpoint
{
    internal static void MapSms(this IEndpointRouteBuilder routes, SmsService service) =>
        routes.MapPost("/sms", context => HandleAsync(context, service));

    private static async Task HandleAsync(HttpContext context, SmsService service)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);

        // The signature covers the target as it stood in the request line, before any decoding.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var signed = new SignedRequest(
            request.Method, target, request.Host.Value ?? string.Empty, request.Headers["x-ms-date"],
            request.Headers["x-ms-content-sha256"], request.Headers.Authorization, body.ToArray());
        var answer = service.Answer(signed, request.Query["api-version"]);
        if (answer.IsLost)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.Json, context.RequestAborted);
    }
}
