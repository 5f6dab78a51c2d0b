using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Staff;

namespace SecureText.Api.Campaigns;

/// <summary>A campaign in a list; nothing of a patient.</summary>
internal sealed record CampaignLine(
    string Id,
    string Name,
    CampaignLine.Named Playbook,
    CampaignState State,
    bool Ongoing,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    int People,
    int Sent,
    int Waiting)
{
    public static CampaignLine Of(Campaign campaign, CampaignCounts.Counted counted) => new(
        campaign.Id, campaign.Name, new Named(campaign.Playbook.Id, campaign.Playbook.Title), StateOf(campaign, counted), campaign.Ongoing,
        campaign.CreatedAt, PersonOf(campaign), counted.Figures.People, counted.Figures.Sent, counted.Waiting);

    // Nothing more of it happens unless a visit moves; so the list need not ask again for it.
    private static CampaignState StateOf(Campaign campaign, CampaignCounts.Counted counted) =>
        campaign is { State: CampaignState.Running, Finished: true, Ongoing: false } && counted.Running == 0
            ? CampaignState.Done
            : campaign.State;

    public static string PersonOf(Campaign campaign) => StaffId.OfActor(campaign.CreatedBy) ?? campaign.CreatedBy;

    internal sealed record Named(string Id, Bilingual Title);
}

/// <summary>A campaign by itself; nothing of a patient.</summary>
internal sealed record CampaignItem(
    string Id,
    string Name,
    CampaignLine.Named Playbook,
    CampaignState State,
    bool Ongoing,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    int Waiting,
    CampaignItem.EnrolmentItem Enrolment,
    CampaignItem.PeopleItem People,
    CampaignFigures Figures,
    IReadOnlyList<JsonObject> ByWeek)
{
    public static CampaignItem Of(Campaign campaign, CampaignCounts.Counted counted) => new(
        campaign.Id, campaign.Name, new CampaignLine.Named(campaign.Playbook.Id, campaign.Playbook.Title), campaign.State,
        campaign.Ongoing, campaign.CreatedAt, CampaignLine.PersonOf(campaign), counted.Waiting,
        new EnrolmentItem(campaign.Enrolled, campaign.Finished),
        new PeopleItem(counted.Running, counted.Settled, counted.Ended, counted.Suppressed),
        counted.Figures, [.. counted.ByWeek.Select(WeekOf)]);

    /// <summary>The figures with the name of their week among them.</summary>
    public static JsonObject WeekOf(WeekFigures week)
    {
        var item = JsonSerializer.SerializeToNode(week.Figures, ApiJson.Options)!.AsObject();
        item.Insert(0, "week", week.Week.ToString("O", CultureInfo.InvariantCulture));
        return item;
    }

    internal sealed record EnrolmentItem(int Done, bool Finished);

    internal sealed record PeopleItem(int Running, int Settled, int Ended, int Suppressed);
}
