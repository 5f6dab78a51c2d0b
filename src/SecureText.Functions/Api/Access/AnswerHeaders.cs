using Microsoft.AspNetCore.Http;

namespace SecureText.Api.Access;

/// <summary>
/// What every answer says to a browser, so that it neither keeps, shows nor guesses what it got: the site in front writes the same on its
/// pages, but not for sure on what it hands on. A function may only tighten it.
/// </summary>
internal static class AnswerHeaders
{
    public static void Write(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
