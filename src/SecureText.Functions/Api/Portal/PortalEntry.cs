using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Limits;
using SecureText.Clinic;
using SecureText.Portal;
using SecureText.Texting;

namespace SecureText.Api.Portal;

/// <summary>
/// How a patient comes in: link, date of birth, code. Anybody may call these; each asks for its secret by itself. The token
/// comes in the body, never in the address, so that it stands in no log on the way.
/// </summary>
public sealed class PortalEntry(LinkProof proof, StrangerLimits limits, ClinicProfile clinic, ClinicSettingsSource settings)
{
    // Whatever is longer is no token, and need not be hashed whole.
    private const int LongestToken = 100;

    /// <summary><c>POST /api/portal/open {token}</c>: the clinic's name, and what is asked next. Nothing of the patient.</summary>
    [Function("PortalOpen")]
    public async Task<IResult> OpenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/open")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (await ApiJson.ReadAsync<OpenBody>(request, cancellationToken) is not { Token: { } token })
            return Problems.BadRequest("Send {token}.");
        if (limits.EnterLink(token) is { } wait) return await limits.RefusalAsync(request.HttpContext, wait, cancellationToken);
        var answer = await proof.OpenAsync(Short(token), RequestId.Of(request), cancellationToken);
        return answer is ProofAnswer.AskDate(var language)
            ? ApiJson.Ok(new Opened(clinic.Name.Value, await CallNumberAsync(cancellationToken), Languages.Code(language), "birth-date"))
            : PortalProblems.Of(answer, await CallNumberAsync(cancellationToken));
    }

    /// <summary><c>POST /api/portal/birth-date {token, dateOfBirth}</c>: when it is right, a code is sent.</summary>
    [Function("PortalBirthDate")]
    public async Task<IResult> BirthDateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/birth-date")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<DateBody>(request, cancellationToken);
        if (body is not { Token: { } token }
            || !DateOnly.TryParseExact(body.DateOfBirth, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Problems.BadRequest("Send {token, dateOfBirth} with a date as 1980-12-31.");
        if (limits.EnterLink(token) is { } wait) return await limits.RefusalAsync(request.HttpContext, wait, cancellationToken);
        var answer = await proof.GiveDateAsync(Short(token), date, RequestId.Of(request), cancellationToken);
        return answer is ProofAnswer.AskCode(var ends) ? ApiJson.Ok(new CodeSent("code", ends)) : PortalProblems.Of(answer, await CallNumberAsync(cancellationToken));
    }

    /// <summary><c>POST /api/portal/code {token, code}</c>: when it is right, the cookie of a new session, and the link's id for the page to send along.</summary>
    [Function("PortalCode")]
    public async Task<IResult> CodeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/code")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<CodeBody>(request, cancellationToken);
        if (body is not { Token: { } token } || !OneTimeCode.TryParse(body.Code, out var code))
            return Problems.BadRequest("Send {token, code} with the six digits of the text.");
        if (limits.EnterLink(token) is { } wait) return await limits.RefusalAsync(request.HttpContext, wait, cancellationToken);
        var answer = await proof.GiveCodeAsync(Short(token), code, RequestId.Of(request), cancellationToken);
        if (answer is not ProofAnswer.Open(var session)) return PortalProblems.Of(answer, await CallNumberAsync(cancellationToken));
        request.HttpContext.Response.Headers.SetCookie =
            $"{PatientSession.Cookie}={session.Value}; Path=/; Secure; HttpOnly; SameSite=Strict";
        return ApiJson.Ok(new Proven(session.Link.Value));
    }

    private async ValueTask<string> CallNumberAsync(CancellationToken cancellationToken) =>
        (await settings.CurrentAsync(cancellationToken)).OfficeNumber ?? clinic.Lines[0].Number.E164;

    private static string Short(string token) => token.Length <= LongestToken ? token : "";

    private sealed record OpenBody(string? Token);

    private sealed record DateBody(string? Token, string? DateOfBirth);

    private sealed record CodeBody(string? Token, string? Code);

    private sealed record Opened(string Clinic, string CallNumber, string Language, string Next);

    private sealed record Proven(string Link);

    private sealed record CodeSent(string Next, string NumberEnds);
}
