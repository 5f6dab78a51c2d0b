using Microsoft.AspNetCore.Http;

namespace SecureText.Handset;

/// <summary>
/// Keeps other web pages in the same browser away from the handset: a name that was rebound to this machine has another
/// Host, and a form on a foreign page cannot send JSON without asking first.
/// </summary>
internal static class HandsetGuard
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    internal static Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (Allows(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool Allows(HttpRequest request)
    {
        // The service's own endpoint proves its callers by their signature.
        if (request.Path == "/sms") return true;
        if (request.Host.Host is not ("127.0.0.1" or "localhost" or "[::1]")) return false;
        return HttpMethods.IsGet(request.Method) || request.HasJsonContentType();
    }
}
