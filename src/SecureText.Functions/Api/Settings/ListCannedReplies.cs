using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Clinic;

namespace SecureText.Api.Settings;

/// <summary><c>GET /api/canned-replies</c>: replies to insert; the page fills in <c>{patient}</c>, <c>{clinic}</c> and <c>{me}</c>.</summary>
public sealed class ListCannedReplies(ClinicSettingsSource source)
{
    /// <summary>All of them.</summary>
    [Function(nameof(ListCannedReplies))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "canned-replies")] HttpRequest request,
        CancellationToken cancellationToken) =>
        ApiJson.Ok(new Listing((await source.CurrentAsync(cancellationToken)).CannedReplies));

    private sealed record Listing(IReadOnlyList<CannedReply> Items);
}
