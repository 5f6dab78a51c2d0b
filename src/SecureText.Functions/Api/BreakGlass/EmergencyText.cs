using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using SecureText.BreakGlass;
using SecureText.Staff;
using SecureText.Texting;

namespace SecureText.Api.BreakGlass;

/// <summary>What the functions of emergency access share.</summary>
internal static class EmergencyText
{
    /// <summary>Reads a reason or a note: 10 to 500 characters without the blanks around them.</summary>
    public static bool TryRead(string? sent, [NotNullWhen(true)] out string? text)
    {
        text = sent?.Trim();
        return text is { Length: >= EmergencyRules.ShortestReason and <= EmergencyRules.LongestReason }
            && !new MessageText(text).HasLoneSurrogate;
    }

    public static IResult Refusal(EmergencyOutcome outcome) => outcome switch
    {
        EmergencyOutcome.AlreadyOpen => Problems.Conflict("already-open", "This conversation is open to you. Emergency access is not needed."),
        EmergencyOutcome.TooMany => Problems.Of(
            429, "too-many-emergencies",
            "You have opened five conversations by emergency access within a day. An owner must look at them before you can open another."),
        EmergencyOutcome.StillOpen => Problems.Conflict("still-open", "Emergency access is still open. End it, then review it."),
        EmergencyOutcome.Reviewed => Problems.Conflict("already-reviewed", "An owner has reviewed this already."),
        EmergencyOutcome.Own => Problems.Of(403, "own-emergency", "This was your own. Another owner must review it."),
        _ => Problems.NotFound,
    };
}
