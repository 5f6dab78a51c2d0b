using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SecureText.Handset;

/// <summary>Serves the page from inside the program, so that it runs from any folder.</summary>
internal static class HandsetFiles
{
    internal static void MapHandsetFiles(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/", "index.html", "text/html; charset=utf-8");
        Map(routes, "/handset.css", "handset.css", "text/css; charset=utf-8");
        Map(routes, "/handset.js", "handset.js", "text/javascript; charset=utf-8");
        Map(routes, "/handset.svg", "handset.svg", "image/svg+xml");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string file, string contentType) =>
        routes.MapGet(path, () => Results.Stream(
            typeof(HandsetFiles).Assembly.GetManifestResourceStream($"handset/{file}")!, contentType));
}
