using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Campaigns;
using SecureText.Texting;

namespace SecureText.Api.Campaigns;

/// <summary>What the routes of campaigns have in common.</summary>
internal static class CampaignRequests
{
    public const int LongestCursor = 200;
    private const int LongestName = 80;

    public static IResult Over => Problems.Conflict("campaign-over", "This campaign is over.");

    public static string ActorOf(HttpRequest request) => AccessMiddleware.StaffOf(request).Actor;

    public static bool IsId(string? id) => id is { Length: Campaign.IdLength } && id.All(char.IsAsciiHexDigitLower);

    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && !new MessageText(name).IsBlank
        && !new MessageText(name).HasLoneSurrogate && !name.Any(char.IsControl);

    /// <summary>Reads a selection; null when it is none of the playbook's.</summary>
    public static Selection? SelectionOf(SelectionBody? body, Playbook playbook) =>
        body is { Kind: { } kind } && playbook.About.Contains(kind) && !(body.From >= body.Until)
            ? new Selection(kind, body.From?.ToUniversalTime(), body.Until?.ToUniversalTime())
            : null;

    /// <summary>For whom, as the page sends it.</summary>
    internal sealed record SelectionBody(OccasionKind? Kind, DateTimeOffset? From, DateTimeOffset? Until);
}
