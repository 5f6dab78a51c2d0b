using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Clinic;

namespace SecureText.Api.Settings;

/// <summary><c>GET /api/canned-replies</c>: replies to insert; the page fills in <c>{patient}</c>, <c>{clinic}</c> and <c>{me}</c>; and the consent's wording.</summary>
public sealed class ListCannedReplies(ClinicSettingsSource source)
{
    /// <summary>All of them.</summary>
    [Function(nameof(ListCannedReplies))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "canned-replies")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var settings = await source.CurrentAsync(cancellationToken);
        return ApiJson.Ok(new Listing(settings.CannedReplies, settings.ConsentWording));
    }

    // Whoever records a consent reads the wording to the patient, and need not be the owner, who alone sees the settings.
    private sealed record Listing(IReadOnlyList<CannedReply> Items, Bilingual ConsentWording);
}
