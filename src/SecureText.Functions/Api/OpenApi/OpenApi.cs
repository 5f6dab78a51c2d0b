using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace SecureText.Api.OpenApi;

/// <summary><c>GET /api/openapi.json</c>: the description of this API. A test holds it against the routes.</summary>
public static class OpenApi
{
    /// <summary>The document's name in the assembly.</summary>
    public const string ResourceName = "SecureText.Api.OpenApi.openapi.json";

    /// <summary>The document.</summary>
    [Function(nameof(OpenApi))]
    public static IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Stream(typeof(OpenApi).Assembly.GetManifestResourceStream(ResourceName)!, "application/json");
}
