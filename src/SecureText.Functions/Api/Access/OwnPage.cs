using Microsoft.AspNetCore.Http;

namespace SecureText.Api.Access;

/// <summary>
/// Refuses what another site's page makes a browser send with our cookie (CSRF). A form cannot set a header of its own,
/// and a script of another site that sets one needs leave first, which nothing here gives: there are no CORS headers.
/// </summary>
internal static class OwnPage
{
    public const string Header = "X-SecureText";
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Whether our own page could have sent this, or no browser at all.</summary>
    public static bool Sent(HttpRequest request)
    {
        var isGet = HttpMethods.IsGet(request.Method);
        if (!isGet && request.Headers[Header] != "1") return false;

        // "none" is an address that somebody typed or opened from a bookmark.
        return !request.Headers.TryGetValue(FetchSite, out var site) || site == "same-origin" || (isGet && site == "none");
    }
}
