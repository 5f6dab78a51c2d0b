using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;
using SecureText.SignIn;
using static Microsoft.Playwright.Assertions;

namespace SecureText.EndToEnd.Tests.Browser;

/// <summary>Emergency access as the person who takes it and the owner who reviews it see it, through the real server.</summary>
[Collection(LocalSite.Collection)]
public sealed class EmergencyPageTests(LocalSite site)
{
    private const string Reason = "On the phone with chest pain; Marco is at lunch.";

    [Fact]
    public async Task Refused_thread_opens_by_emergency_shows_the_band_and_closes_again()
    {
        var (_, conversation) = await site.NewPatientAsync("Which pills may I take together?");
        await GiveToManagerAsync(conversation);
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        await inbox.Site.GotoAsync($"#/open/{conversation}");
        await inbox.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Emergency access …" }).ClickAsync();
        var dialog = inbox.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("one hour");
        await Expect(dialog).ToContainTextAsync("written to the log");
        await Expect(dialog).ToContainTextAsync("owners see it when they next open this page");
        await Expect(inbox.Button("Open for one hour")).ToBeDisabledAsync();

        await dialog.GetByRole(AriaRole.Textbox).FillAsync(Reason);
        await inbox.Button("Open for one hour").ClickAsync();

        await Expect(inbox.Message("Which pills")).ToBeVisibleAsync();
        var band = inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Emergency access", Exact = true });
        await Expect(band).ToContainTextAsync("60 minutes left");
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Site.ScreenshotAsync("emergency-open");
        await band.GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await Expect(band).ToHaveCountAsync(0);
        await inbox.Site.GotoAsync($"#/open/{conversation}");
        await Expect(inbox.Alert).ToBeVisibleAsync();
        await inbox.ShowsNothingOfAsync("Which pills");

        await using var owner = await Inbox.OpenAsync(site, DemoPeople.Owner);
        await owner.Page.GetByRole(AriaRole.Region, new() { Name = "Emergency accesses to review" })
            .GetByRole(AriaRole.Link, new() { Name = "Review" }).ClickAsync();
        var card = owner.Page.Locator("article.card.waiting", new() { HasText = Reason }).First;
        await card.GetByLabel("Yes, it was right").CheckAsync();
        await card.GetByRole(AriaRole.Textbox).FillAsync("Looked at what she opened: one conversation.");
        await card.GetByRole(AriaRole.Button, new() { Name = "Keep the review" }).ClickAsync();
        await Expect(owner.Page.Locator("article.card", new() { HasText = Reason }).First).ToContainTextAsync("It was right.");
        await Expect(owner.Page.Locator("article.card.waiting", new() { HasText = Reason })).ToHaveCountAsync(0);
        Assert.Equal([], await owner.Site.AxeAsync());
        Assert.Empty(owner.Site.Complaints);
    }

    [Fact]
    public async Task Number_that_is_open_anyway_is_refused_with_the_reason()
    {
        var (phone, _) = await site.NewPatientAsync("Is the clinic open today?");
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member, null, 360, 740);
        await inbox.Button("A colleague’s patient who cannot wait …").ClickAsync();
        await inbox.Page.GetByLabel("Patient’s mobile number").FillAsync(phone.Number);
        await Expect(inbox.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Status)).ToContainTextAsync($"Open {phone.Spoken()}?");
        await inbox.Page.GetByLabel("Why now?").FillAsync(Reason);
        await inbox.Button("Open for one hour").ClickAsync();

        await Expect(inbox.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("is open to you");
        Assert.Equal([], await inbox.Site.AxeAsync());
        Assert.True(await inbox.Site.FitsAsync());
        await inbox.Site.ScreenshotAsync("emergency-number-360");
    }

    [Fact]
    public async Task Text_refused_for_a_colleagues_patient_leads_to_emergency_access_with_that_number()
    {
        var (phone, conversation) = await site.NewPatientAsync("Which inhaler first?");
        await GiveToManagerAsync(conversation);
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        await inbox.Site.GotoAsync("#/new");
        await Expect(inbox.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Emergency access …" })).ToHaveCountAsync(0);
        await inbox.Page.GetByLabel("Mobile number").FillAsync(phone.Spoken());
        await inbox.Page.GetByLabel("Text", new() { Exact = true }).FillAsync("Please call the clinic.");
        await inbox.Send.ClickAsync();

        await inbox.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Emergency access …" }).ClickAsync();
        var dialog = inbox.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync($"Open {phone.Spoken()}?");
        Assert.Equal([], await inbox.Site.AxeAsync());
        await inbox.Page.GetByLabel("Why now?").FillAsync("Short of breath at the desk; needs to know what we texted.");
        await inbox.Button("Open for one hour").ClickAsync();

        await Expect(inbox.Message("Which inhaler")).ToBeVisibleAsync();
        var band = inbox.Page.GetByRole(AriaRole.Region, new() { Name = "Emergency access", Exact = true });
        await band.GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await Expect(band).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Whose_training_is_due_may_still_open_one_conversation_by_its_number()
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Member);
        var script = await ScriptedServer.OnAsync(inbox.Page, "me|training|break-glass|conversations|changes|staff|inbox");
        script.Answer("GET me", EmergencySamples.Me(due: true, live: false))
            .Answer("GET training", EmergencySamples.Training)
            .Answer("GET staff", EmergencySamples.Staff)
            .Answer("POST break-glass", EmergencySamples.Grant, 201)
            .Answer($"GET conversations/{LogSamples.Ana}/messages", EmergencySamples.Thread)
            .Answer($"GET conversations/{LogSamples.Ana}", EmergencySamples.Conversation)
            .Answer("GET changes", EmergencySamples.Changes);
        await inbox.Page.ReloadAsync();
        await Expect(inbox.Page.GetByText("Read and attest the policy below")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);

        await inbox.Button("Emergency access …").ClickAsync();
        await inbox.Page.GetByLabel("Patient’s mobile number").FillAsync("(206) 555-0101");
        await inbox.Page.GetByLabel("Why now?").FillAsync(Reason);
        script.Instead("GET me", EmergencySamples.Me(due: true, live: true));
        await inbox.Button("Open for one hour").ClickAsync();

        await Expect(inbox.Message("Which pills")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        Assert.DoesNotContain(script.Asked, one => one.What.EndsWith("/read", StringComparison.Ordinal));
        await inbox.LooksGoodAsync(inbox.Page.GetByText("minutes left"), "emergency-untrained");
        await inbox.Page.GetByText("Back to the policies").ClickAsync();
        await inbox.ShowsNothingOfAsync("Which pills");
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(360, 740, ColorScheme.Dark)]
    public async Task List_of_the_owner_is_accessible_and_fits(int width, int height, ColorScheme scheme)
    {
        await using var inbox = await Inbox.OpenAsync(site, DemoPeople.Owner, null, width, height, scheme);
        (await ScriptedServer.OnAsync(inbox.Page, "emergencies")).Answer("GET emergencies", EmergencySamples.List);

        await inbox.Site.GotoAsync("#/emergencies");

        await inbox.LooksGoodAsync(inbox.Page.GetByText("changed from outside of the program"), $"emergencies-{width}-{scheme}");
        await Expect(inbox.Page.GetByText("It was not right.")).ToBeVisibleAsync();
        await Expect(inbox.Page.GetByRole(AriaRole.Form, new() { Name = "Review" })).ToHaveCountAsync(1);
    }

    private async Task GiveToManagerAsync(string conversation)
    {
        var owner = await site.StaffAsync(DemoPeople.Owner);
        var manager = await site.StaffAsync(DemoPeople.Manager);
        await owner.AssignAsync(conversation, await manager.IdAsync());
    }
}
