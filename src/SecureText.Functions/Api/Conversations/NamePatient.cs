using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>
/// <c>POST /api/conversations/{id}/patient</c> with <c>{displayName}</c>: staff say who writes. Nothing names a patient by
/// guess (W18).
/// </summary>
public sealed class NamePatient(PatientNames names, ConversationDoor door)
{
    private const int LongestName = 80;

    /// <summary>204 when the name is stored.</summary>
    [Function(nameof(NamePatient))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/patient")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<NameBody>(request, cancellationToken);
        if (body?.DisplayName?.Trim() is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl))
            return Problems.BadRequest("Send {displayName} with 1 to 80 characters.");
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        var actor = AccessMiddleware.StaffOf(request).Actor;
        return await names.SetAsync(conversation, name, actor, RequestId.Of(request), cancellationToken)
            ? Results.NoContent()
            : Problems.NotFound;
    }

    private sealed record NameBody(string? DisplayName);
}
