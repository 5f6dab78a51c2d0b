using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Campaigns;
using SecureText.Storage;

namespace SecureText.Api.Campaigns;

/// <summary>Campaigns as a list and one by one. Nothing of a patient is in them, so they are not journaled.</summary>
public sealed class ReadCampaigns(CampaignStore store, CampaignStates states, CampaignCounts counts)
{
    /// <summary><c>GET /api/campaigns</c>: newest first.</summary>
    [Function("ListCampaigns")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "campaigns")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var items = new List<CampaignLine>();
        foreach (var campaign in (await states.AllAsync(cancellationToken)).OrderByDescending(one => one.CreatedAt))
            items.Add(CampaignLine.Of(campaign, await counts.OfAsync(campaign, cancellationToken)));
        return ApiJson.Ok(new Listing(items));
    }

    /// <summary><c>GET /api/campaigns/{campaign}</c>.</summary>
    [Function("ReadCampaign")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "campaigns/{campaign}")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken) =>
        CampaignRequests.IsId(campaign) && await store.FindAsync(campaign, cancellationToken) is { Campaign: { } found }
            ? ApiJson.Ok(CampaignItem.Of(found, await counts.OfAsync(found, cancellationToken)))
            : Problems.NotFound;

    private sealed record Listing(IReadOnlyList<CampaignLine> Items);
}
