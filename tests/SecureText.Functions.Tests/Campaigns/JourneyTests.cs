using SecureText.Conversations;
using SecureText.Harness;

namespace SecureText.Campaigns;

public class JourneyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Reminder_goes_out_and_yes_confirms_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays);

        var campaign = await run.CampaignAsync();

        Assert.Contains("Reply YES to confirm", Assert.Single(await run.PhoneAsync()), StringComparison.Ordinal);
        Assert.Equal(ConversationStatus.Open, (await run.HeadAsync()).Head.Status);
        Assert.Null((await run.HeadAsync()).Head.UnansweredSince);

        await run.WriteAsync("Yes");

        Assert.Equal(2, (await run.PhoneAsync()).Count);
        Assert.Contains("confirmed", (await run.PhoneAsync())[1], StringComparison.Ordinal);
        var head = (await run.HeadAsync()).Head;
        Assert.Null(head.UnansweredSince);
        Assert.Equal(1, head.Unread);
        Assert.Null(head.Asked);
        var member = await run.MemberAsync(campaign);
        Assert.Equal("confirmed", member.State!.Outcome);
        Assert.Equal(JourneyStatus.Settled, member.State.Status);
        Assert.Equal("sent", member.Texts["three-days"]);
    }
}
