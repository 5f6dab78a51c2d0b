using System.Globalization;
using SecureText.Texting;

namespace SecureText.Simulator;

/// <summary>
/// The sending side of Azure Communication Services: checks a request as the service does and hands each good recipient
/// to the network, once for each repeatability id.
/// </summary>
internal sealed class SmsService(PhoneNetwork network, byte[] accessKey, TimeProvider time, TimeProvider? machine = null)
{
    private readonly RateLimit rate = new(time);
    private readonly Repeatability repeatability = new();

    internal NetworkSwitches Switches => network.Switches;

    /// <summary>The most parts that a line has taken in one minute.</summary>
    internal int MostInAMinute => rate.Most;

    /// <summary>The answer to <c>POST /sms</c>.</summary>
    internal SmsAnswer Answer(SignedRequest signed, string? apiVersion)
    {
        // The client signs by the machine's clock, whatever clock the run goes by.
        if (HmacCheck.Problem(signed, accessKey, (machine ?? time).GetUtcNow()) is { } problem)
            return Refuse(new AcsError(401, "Denied", problem));
        if (!DateOnly.TryParseExact(apiVersion, "yyyy-MM-dd", out _))
            return Refuse(new AcsError(400, "UnsupportedApiVersion", "The api-version is missing or not known."));
        if (Switches.Fault == ServiceFault.Unavailable)
            return Refuse(new AcsError(503, "ServiceUnavailable", "Switched off."));
        var (request, error) = SmsRequest.Read(signed.Body);
        if (request is null) return Refuse(error!);
        if (network.Lines.FirstOrDefault(one => one.Number == request.From) is not { } line)
        {
            return Refuse(new AcsError(400, "BadRequest", "The from number is not one of this resource's.", "from"));
        }

        var parts = SegmentCount.Of(new MessageText(request.Message), line.Kind).Parts;
        if (rate.TryTake(line.Number, request.Recipients.Count * Math.Max(1, parts), line.RatePerMinute) is { } wait)
        {
            network.RefuseOne();
            var refusal = Refuse(new AcsError(429, "TooManyRequests", "The line's rate is used up."));
            return refusal with { RetryAfter = wait };
        }

        var results = request.Recipients.Select(recipient => Send(line, request, recipient)).ToList();
        return new SmsAnswer(202, SmsResult.ToJson(results.Select(one => one.Result)))
        {
            IsLost = Switches.Fault == ServiceFault.AnswerLost && results.Any(one => one.IsNew),
        };
    }

    private (SmsResult Result, bool IsNew) Send(SimulatedLine line, SmsRequest request, SmsRecipient recipient)
    {
        if (Repeatability.Problem(recipient) is { } problem)
            return (SmsResult.Refused(recipient.To, problem, repeatability: true), false);
        if (!IsE164(recipient.To)) return (SmsResult.Refused(recipient.To, "Invalid To phone number format."), false);
        return repeatability.Once(request, recipient, () => SmsResult.Taken(recipient, network.TextFromClinic(
            recipient.To, line, request.Message, request.EnableDeliveryReport, request.Tag)));
    }

    private static bool IsE164(string number) =>
        number.Length is >= 9 and <= 16 && number[0] == '+' && number[1] != '0'
            && number.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static SmsAnswer Refuse(AcsError error) => new(error.Status, error.ToJson());
}

/// <summary>A status and a JSON body.</summary>
internal sealed record SmsAnswer(int Status, string Json)
{
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>The connection is to break instead of carrying this answer.</summary>
    internal bool IsLost { get; init; }

    internal string? RetryAfterSeconds =>
        RetryAfter is { } wait ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;
}
