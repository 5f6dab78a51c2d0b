using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Storage;

namespace SecureText.Api.Campaigns;

/// <summary>
/// <c>POST /api/campaigns</c> with <c>{name, playbook, selection, ongoing, version?}</c> and an Idempotency-Key: 201. 409 when the
/// playbooks have changed since the version that the caller saw; 422 when nobody is selected, or the playbook no longer keeps
/// the rules, as after the gate's lists have grown. News to many that was started within the last day is not started a second
/// time (409 already-started): everybody would get it twice.
/// </summary>
public sealed class StartCampaign(
    CampaignDesk desk, CampaignStates states, RosterStore roster, ClinicSettingsSource source, ClinicProfile clinic, TimeProvider time)
{
    private static readonly TimeSpan OnceIn = TimeSpan.FromDays(1);

    /// <summary>Starts it.</summary>
    [Function(nameof(StartCampaign))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (!IdempotencyKey.IsGood(key)) return Problems.BadRequest("Send an Idempotency-Key header of 1 to 100 characters.");
        var body = await ApiJson.ReadAsync<Body>(request, cancellationToken);
        if (body is null || !CampaignRequests.IsName(body.Name?.Trim()) || body.Playbook is null)
            return Problems.BadRequest("Send {name, playbook, selection, ongoing} with a name of 1 to 80 characters.");

        var (settings, _) = await source.ReadAsync(cancellationToken);
        var playbook = settings.Playbooks.FirstOrDefault(one => one.Id == body.Playbook);
        if (playbook is null || (body.Version is { } seen && seen != settings.Version))
            return Problems.Conflict("playbook-changed", "The playbook has been changed. Look again at what will be sent.");
        if (CampaignRequests.SelectionOf(body.Selection, playbook) is not { } selection)
            return Problems.BadRequest("Send a selection {kind, from?, until?} of a kind that the playbook is about.");
        if (PlaybookCheck.Check("playbook", playbook, settings.Forms, clinic.Name) is { Count: > 0 } findings)
            return Problems.Unprocessable("playbook-wrong", "The playbook has to be mended first.", findings);
        if (!body.Ongoing && !await HasAnybodyAsync(selection, cancellationToken))
            return Problems.Unprocessable("nothing-selected", "Nobody is selected. Import first, or choose other days.");

        var actor = CampaignRequests.ActorOf(request);
        if (selection.Kind == OccasionKind.Patient && await IsRepeatedAsync(playbook, CampaignDesk.IdFor(actor, key), cancellationToken))
        {
            return Problems.Conflict(
                "already-started", "This news was started within the last day. Cancel that campaign first, or everybody gets it twice.");
        }

        var campaign = await desk.StartAsync(
            body.Name!.Trim(), playbook, selection, body.Ongoing, actor, key, cancellationToken);
        return ApiJson.Ok(new Answer(campaign.Id), 201);
    }

    private async Task<bool> IsRepeatedAsync(Playbook playbook, string id, CancellationToken cancellationToken) =>
        (await states.AllAsync(cancellationToken)).Any(one => one.Playbook.Id == playbook.Id && one.Id != id
            && one.State != CampaignState.Cancelled && time.GetUtcNow() - one.CreatedAt < OnceIn);

    private async Task<bool> HasAnybodyAsync(Selection selection, CancellationToken cancellationToken) =>
        selection.Kind == OccasionKind.Patient
            ? (await roster.ReadPatientsAsync(null, 1, cancellationToken)).Items.Count > 0
            : (await roster.ReadOccasionsAsync(selection.Kind, selection.From, selection.Until, null, 1, cancellationToken)).Items.Count > 0;

    private sealed record Body(string? Name, string? Playbook, CampaignRequests.SelectionBody? Selection, bool Ongoing, long? Version);

    private sealed record Answer(string Id);
}
