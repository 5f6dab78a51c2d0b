using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Clinic;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Api.Conversations;

/// <summary>
/// <c>POST /api/compose/check</c> with <c>{text}</c>: what the sender's own rules say of words that somebody is writing. Says
/// nothing of any patient; the sender asks everything again.
/// </summary>
public sealed class CheckText(ClinicProfile clinic)
{
    /// <summary>200 with the count, whether it may go, and what the gate found.</summary>
    [Function(nameof(CheckText))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "compose/check")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (await ApiJson.ReadAsync<CheckBody>(request, cancellationToken) is not { Text: { } value })
            return Problems.BadRequest("Send {text}.");
        var text = new MessageText(value);
        var count = SegmentCount.Of(text, clinic.Lines[0].Kind);
        var gate = Gate.Check(text);
        return ApiJson.Ok(new Check(
            count.Encoding,
            value.Length,
            count.Parts,
            SendDecision.LongestText - value.Length,
            gate.Passes && !text.IsBlank && !text.HasLoneSurrogate && value.Length <= SendDecision.LongestText,
            gate.Findings));
    }

    private sealed record CheckBody(string? Text);

    /// <param name="Encoding">How it travels.</param>
    /// <param name="Characters">UTF-16 units, as the limit counts them.</param>
    /// <param name="Parts">How many texts the patient's carrier makes of it.</param>
    /// <param name="Left">Characters that still fit; negative when it is too long.</param>
    /// <param name="Allowed">Whether words like these go by SMS.</param>
    /// <param name="Findings">What the gate found.</param>
    private sealed record Check(
        SmsEncoding Encoding, int Characters, int Parts, int Left, bool Allowed, IReadOnlyList<GateFinding> Findings);
}
