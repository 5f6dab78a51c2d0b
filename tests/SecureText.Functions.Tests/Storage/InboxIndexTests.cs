using SecureText.Conversations;
using SecureText.Harness;

namespace SecureText.Storage;

public class InboxIndexTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly ConversationHead First =
        HeadTransitions.Begin("main").Received(TestClinic.Noon, needsAnswer: true, urgent: false);

    private static readonly ConversationHead Second =
        First.Received(TestClinic.Noon.AddMinutes(1), needsAnswer: true, urgent: false);

    private static readonly ConversationHead Third = Second.Answered(TestClinic.Noon.AddMinutes(2));

    [Fact]
    public async Task UpdateAsync_first_text_shown_after_the_second_leaves_the_second()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);

        await ShowAsync(clinic, First, Second);
        await ShowAsync(clinic, null, First);

        Assert.Equal(Second.LastActivityAt, Assert.Single(await LinesAsync(clinic, InboxViews.Open)).LastActivityAt);
    }

    [Fact]
    public async Task UpdateAsync_after_a_late_first_text_still_moves_the_line()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await ShowAsync(clinic, First, Second);
        await ShowAsync(clinic, null, First);

        await ShowAsync(clinic, Second, Third);
        await ShowAsync(clinic, null, Third);

        Assert.Equal(Third.LastActivityAt, Assert.Single(await LinesAsync(clinic, InboxViews.Open)).LastActivityAt);
        Assert.Empty(await LinesAsync(clinic, InboxViews.Unanswered));
    }

    [Fact]
    public async Task UpdateAsync_three_versions_at_once_shows_the_newest_in_one_line()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        ConversationHead?[] befores = [null, First, Second, null, null, null];
        ConversationHead[] afters = [First, Second, Third, First, Second, Third];

        await Task.WhenAll(befores.Zip(afters, (before, after) => ShowAsync(clinic, before, after)));

        Assert.Equal(Third.LastActivityAt, Assert.Single(await LinesAsync(clinic, InboxViews.Open)).LastActivityAt);
        Assert.Empty(await LinesAsync(clinic, InboxViews.Unanswered));
    }

    private static async Task ShowAsync(TestClinic clinic, ConversationHead? before, ConversationHead after)
    {
        var id = await clinic.ConversationOf(TestClinic.Patient);
        await clinic.Get<InboxIndex>().UpdateAsync(id, before, after, [1], null, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<InboxRow>> LinesAsync(TestClinic clinic, string view) =>
        (await clinic.Get<InboxIndex>().ReadAsync(view, null, 10, CancellationToken.None)).Rows;
}
