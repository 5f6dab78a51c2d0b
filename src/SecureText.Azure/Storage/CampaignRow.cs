using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>A campaign's row as it was read.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Campaign">Null when the row was changed by somebody without the key: then nothing of it goes.</param>
/// <param name="ETag">For the next write.</param>
public sealed record CampaignRow(string Id, Campaign? Campaign, ETag ETag)
{
    internal const string Partition = "campaign";
    private const string NameField = "name";

    // Names are the staff's own free words, so they are sealed.
    internal static Task<byte[]> SealNameAsync(ScopeBoxes boxes, Campaign campaign, CancellationToken cancellationToken) =>
        boxes.SealAsync(Context(campaign.Id), campaign.Name, cancellationToken);

    internal static TableEntity ToEntity(RowSeal seal, Campaign campaign, byte[] name)
    {
        var entity = new TableEntity(Partition, campaign.Id)
        {
            ["Name"] = name,
            ["State"] = campaign.State.ToString(),
            ["Ongoing"] = campaign.Ongoing,
            ["Kind"] = campaign.Selection.Kind.ToString(),
            ["CreatedAt"] = campaign.CreatedAt,
            ["CreatedBy"] = campaign.CreatedBy,
            ["Enrolled"] = campaign.Enrolled,
            ["Finished"] = campaign.Finished,
            ["Playbook"] = Encoding.UTF8.GetBytes(PlaybookJson.Write(campaign.Playbook)),
        };
        entity.SetUnlessNull("From", campaign.Selection.From);
        entity.SetUnlessNull("Until", campaign.Selection.Until);
        return seal.Sign(entity);
    }

    internal static async Task<CampaignRow> FromAsync(
        RowSeal seal, ScopeBoxes boxes, TableEntity entity, CancellationToken cancellationToken)
    {
        if (!seal.IsWhole(entity)) return new CampaignRow(entity.RowKey, null, entity.ETag);
        try
        {
            return new CampaignRow(entity.RowKey, new Campaign
            {
                Id = entity.RowKey,
                Name = await boxes.OpenAsync(Context(entity.RowKey), entity.TryBinary("Name"), cancellationToken),
                State = Enum.Parse<CampaignState>(entity.Text("State")),
                Ongoing = entity.GetBoolean("Ongoing") ?? false,
                Selection = new Selection(Enum.Parse<OccasionKind>(entity.Text("Kind")), entity.Time("From"), entity.Time("Until")),
                CreatedAt = entity.Time("CreatedAt") ?? throw new InvalidDataException("A campaign's row lacks CreatedAt."),
                CreatedBy = entity.Text("CreatedBy"),
                Enrolled = entity.GetInt32("Enrolled") ?? 0,
                Finished = entity.GetBoolean("Finished") ?? false,
                Playbook = PlaybookJson.Read(Encoding.UTF8.GetString(entity.TryBinary("Playbook"))),
            }, entity.ETag);
        }
        catch (Exception e) when (e is SealBrokenException or JsonException or InvalidDataException or ArgumentException)
        {
            return new CampaignRow(entity.RowKey, null, entity.ETag);
        }
    }

    private static SealContext Context(string id) => new("Campaigns", Partition, id, NameField);
}
