using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Campaigns;

namespace SecureText.Api.Campaigns;

/// <summary>
/// <c>GET /api/figures?from&amp;until</c>: the clinic's numbers, over all campaigns, of who was taken in then. Nothing of a patient.
/// </summary>
public sealed class ReadFigures(CampaignStates states, CampaignCounts counts)
{
    /// <summary>Counts.</summary>
    [Function(nameof(ReadFigures))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "figures")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!TryRead(request, "from", out var from) || !TryRead(request, "until", out var until))
            return Problems.BadRequest("Send from and until as instants, as 2026-11-18T00:00:00Z, or leave them out.");
        var (all, weeks, byCampaign) = (new FigureCount(), new SortedDictionary<DateOnly, FigureCount>(), new List<OfCampaign>());
        foreach (var campaign in (await states.AllAsync(cancellationToken)).OrderByDescending(one => one.CreatedAt))
        {
            var own = new FigureCount();
            await foreach (var member in counts.MembersAsync(campaign, from, until, cancellationToken))
            {
                var week = counts.WeekOf(member);
                if (!weeks.TryGetValue(week, out var count)) weeks[week] = count = new FigureCount();
                foreach (var one in new[] { all, own, count }) one.Add(member);
            }

            if (own.Figures() is { People: > 0 } figures) byCampaign.Add(new OfCampaign(campaign.Id, campaign.Name, figures));
        }

        return ApiJson.Ok(new Answer(
            all.Figures(), [.. weeks.Select(week => CampaignItem.WeekOf(new WeekFigures(week.Key, week.Value.Figures())))], byCampaign));
    }

    private static bool TryRead(HttpRequest request, string name, out DateTimeOffset? time)
    {
        time = null;
        var text = request.Query[name].ToString();
        if (text.Length == 0) return true;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var found)) return false;
        time = found;
        return true;
    }

    private sealed record Answer(CampaignFigures Figures, IReadOnlyList<JsonObject> ByWeek, IReadOnlyList<OfCampaign> ByCampaign);

    private sealed record OfCampaign(string Id, string Name, CampaignFigures Figures);
}
