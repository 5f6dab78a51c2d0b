using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.BreakGlass;
using SecureText.Clinic;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Api.BreakGlass;

/// <summary>Staff take emergency access and end it (S6).</summary>
public sealed class OpenEmergency(EmergencyAccess access, ClinicProfile clinic, ClinicSettingsSource settings, IndexKeys keys)
{
    /// <summary>
    /// <c>POST /api/break-glass</c> with <c>{conversation|number, reason}</c>: 201, and for one hour the conversation opens to
    /// the caller; 409 when it does so anyway, 429 after five that no owner has found appropriate.
    /// </summary>
    [Function("BreakGlass")]
    public async Task<IResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "break-glass")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<OpenBody>(request, cancellationToken);
        if (body is null || body.Conversation is null == body.Number is null || !EmergencyText.TryRead(body.Reason, out var reason))
            return Problems.BadRequest("Send {conversation, reason} or {number, reason} with a reason of 10 to 500 characters.");
        if (await ConversationOfAsync(body, cancellationToken) is not { } conversation) return Problems.NotFound;
        var policies = (await settings.CurrentAsync(cancellationToken)).Policies;
        var trainingDue = TrainingRules.Due(StaffDoor.RowOf(request).Person, policies).Count > 0;
        var result = await access.OpenAsync(
            AccessMiddleware.StaffOf(request), conversation, reason, trainingDue, RequestId.Of(request), cancellationToken);
        return result is { Outcome: EmergencyOutcome.Done, Grant: { } grant }
            ? ApiJson.Ok(LiveEmergency.Of(grant), 201)
            : EmergencyText.Refusal(result.Outcome);
    }

    /// <summary><c>POST /api/emergencies/{emergency}/end</c>: who took it, or an owner. 204.</summary>
    [Function("EndEmergency")]
    public async Task<IResult> EndAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "emergencies/{emergency}/end")] HttpRequest request,
        string emergency,
        CancellationToken cancellationToken)
    {
        if (!EmergencyId.TryParse(emergency, out var id)) return Problems.NotFound;
        var result = await access.EndAsync(id, AccessMiddleware.StaffOf(request), RequestId.Of(request), cancellationToken);
        return result.Outcome == EmergencyOutcome.Done ? Results.NoContent() : EmergencyText.Refusal(result.Outcome);
    }

    private async Task<ConversationId?> ConversationOfAsync(OpenBody body, CancellationToken cancellationToken) =>
        body.Conversation is not null ? ConversationId.TryParse(body.Conversation, out var id) ? id : null
        : PhoneNumber.TryParse(body.Number, out var number)
            ? (await keys.IndexAsync(cancellationToken)).For(clinic.Lines[0].Id.Value, number.E164)
            : null;

    private sealed record OpenBody(string? Conversation, string? Number, string? Reason);
}

/// <summary>Emergency access that opens something now, as its holder sees it.</summary>
internal sealed record LiveEmergency(string Id, string Conversation, DateTimeOffset Until)
{
    public static LiveEmergency Of(EmergencyGrant grant) => new(grant.Id.Value, grant.Conversation.Value, grant.Until);
}
