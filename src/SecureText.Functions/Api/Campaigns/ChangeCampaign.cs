using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Campaigns;
using SecureText.Storage;

namespace SecureText.Api.Campaigns;

/// <summary><c>POST /api/campaigns/{campaign}/pause</c>, <c>/resume</c> and <c>/cancel</c>; 409 when it is over.</summary>
public sealed class ChangeCampaign(CampaignDesk desk, CampaignStore store)
{
    /// <summary>Nothing of it goes until it is resumed.</summary>
    [Function("PauseCampaign")]
    public Task<IResult> PauseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{campaign}/pause")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken) =>
        ChangeAsync(campaign, () => desk.PauseAsync(campaign, CampaignRequests.ActorOf(request), cancellationToken), cancellationToken);

    /// <summary>It goes on.</summary>
    [Function("ResumeCampaign")]
    public Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{campaign}/resume")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken) =>
        ChangeAsync(campaign, () => desk.ResumeAsync(campaign, CampaignRequests.ActorOf(request), cancellationToken), cancellationToken);

    /// <summary>Nothing of it goes ever again.</summary>
    [Function("CancelCampaign")]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{campaign}/cancel")] HttpRequest request,
        string campaign,
        CancellationToken cancellationToken) =>
        ChangeAsync(campaign, () => desk.CancelAsync(campaign, CampaignRequests.ActorOf(request), cancellationToken), cancellationToken);

    private async Task<IResult> ChangeAsync(string id, Func<Task<CampaignState?>> change, CancellationToken cancellationToken)
    {
        if (!CampaignRequests.IsId(id) || await store.FindAsync(id, cancellationToken) is null) return Problems.NotFound;
        return await change() is { } state ? ApiJson.Ok(new Answer(state)) : CampaignRequests.Over;
    }

    private sealed record Answer(CampaignState State);
}
