using SecureText.Campaigns;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class CampaignMembersTests(TableStorageFixture storage)
{
    private static readonly JourneyId Journey = JourneyId.For("reminder", "occasion");
    private static readonly string Campaign = new('a', Campaigns.Campaign.IdLength);

    [Theory]
    [InlineData("delivered")]
    [InlineData("failed:4007")]
    public async Task Report_that_overtook_the_news_that_its_text_was_sent_stays(string report)
    {
        using var process = await storage.StartAsync();
        var conversation = await process.IdAsync("+12065550123");
        var members = process.Members;
        await members.SaveAsync(
            new CampaignMember { Campaign = Campaign, Journey = Journey, Conversation = conversation, PatientId = "p", Occasion = "o" }, default);
        await members.MarkAsync(Campaign, Journey, "one-day", report, default);

        await members.MarkAsync(Campaign, Journey, "one-day", "sent", default);

        var (items, _) = await members.ReadAsync(Campaign, null, 10, default);
        Assert.Equal(report, items.Single().Texts["one-day"]);
    }
}
