using Microsoft.Playwright;
using SecureText.EndToEnd.Tests.Site;

namespace SecureText.EndToEnd.Tests.Portal;

/// <summary>Photos and PDFs on their way from the phone.</summary>
[Collection(LocalSite.Collection)]
public sealed class PortalFilesTests(LocalSite site)
{
    private static readonly byte[] Png =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Repeat((byte)7, 2000)];

    [Fact]
    public async Task File_that_the_line_lost_is_sent_again_under_the_same_key()
    {
        var (page, portal) = await OpenAsync();
        portal.Fail("POST attachments").Answer("POST attachments", 201, new { id = "a1", type = "image/png", bytes = Png.Length });
        await ChooseAsync(page, "card front.png", "image/png", Png);

        await page.Says("No connection.").SeesAsync();
        await page.ScreenshotAsync("portal-upload-failed");
        Assert.Equal([], await page.AxeAsync());
        await page.Button("Try again").ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Listitem)).ToContainTextAsync("Sent");

        var tries = portal.Asked.Where(one => one.What == "POST attachments").Select(one => one.Request).ToList();
        Assert.Equal(2, tries.Count);
        Assert.Single(tries.Select(one => one.Headers["idempotency-key"]).Distinct());
        Assert.Equal("card%20front.png", tries[1].Headers["x-file-name"]);
        Assert.Equal("1", tries[1].Headers["x-securetext"]);
        Assert.Equal(Png, tries[1].PostDataBuffer);
        Assert.True(portal.Asked.Count(one => one.What == "GET thread") >= 2, "the thread is read again");
    }

    [Theory]
    [InlineData("notes.txt", "text/plain", 10, "Only photos (JPEG, PNG, HEIC) and PDF files can be sent.")]
    [InlineData("page.html", "", 10, "Only photos (JPEG, PNG, HEIC) and PDF files can be sent.")]
    [InlineData("large.jpg", "image/jpeg", 10 * 1024 * 1024 + 1, "This file is larger than 10 MB.")]
    [InlineData("empty.pdf", "application/pdf", 0, "This file is empty.")]
    public async Task File_that_cannot_be_sent_is_refused_before_it_is(string name, string type, int size, string why)
    {
        var (page, portal) = await OpenAsync();
        await ChooseAsync(page, name, type, new byte[size]);

        await page.Says(why).SeesAsync();
        Assert.DoesNotContain(portal.Asked, one => one.What == "POST attachments");
        await page.Button("Remove").ClickAsync();
        await Assertions.Expect(page.Says(why)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(413, "too-large", "This file is larger than 10 MB.")]
    [InlineData(415, "file-type", "Only photos (JPEG, PNG, HEIC) and PDF files can be sent.")]
    public async Task File_that_the_server_refuses_says_why_and_is_not_tried_again(int status, string code, string why)
    {
        var (page, portal) = await OpenAsync();
        portal.Refuse("POST attachments", status, code);
        await ChooseAsync(page, "card.png", "image/png", Png);

        await page.Says(why).SeesAsync();
        await Assertions.Expect(page.Button("Try again")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Photo_is_shown_from_memory_when_it_is_asked_for()
    {
        var page = await site.OpenAsync(360, 740);
        var portal = await ScriptedPortal.OnAsync(page);
        portal.Good(items:
        [
            new
            {
                id = "m1", mine = false, text = "Look at this.", at = "2026-11-20T09:00:00Z", form = (object?)null,
                attachments = new[] { new { id = "f1", type = "image/png", bytes = 70, name = "xray.png" } },
            },
        ]);
        portal.AnswerWithFile("GET attachments/f1", "image/png", OnePixel);
        await page.ProveAsync();
        Assert.DoesNotContain(portal.Asked, one => one.What == "GET attachments/f1");

        await page.Button("Show photo").ClickAsync();

        var photo = page.Page.GetByRole(AriaRole.Img, new() { Name = "Photo from Harbor Clinic" });
        await photo.SeesAsync();
        Assert.StartsWith("blob:", await photo.GetAttributeAsync("src"), StringComparison.Ordinal);
        Assert.Equal(1, await photo.EvaluateAsync<int>("one => one.decode().then(() => one.naturalWidth)"));
        Assert.Empty(page.Complaints);
    }

    private static readonly byte[] OnePixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static Task ChooseAsync(SitePage page, string name, string type, byte[] content) =>
        page.Field("Add a photo or a PDF").SetInputFilesAsync(
            new FilePayload { Name = name, MimeType = type, Buffer = content });

    private async Task<(SitePage Page, ScriptedPortal Portal)> OpenAsync()
    {
        var page = await site.OpenAsync(360, 740);
        var portal = await ScriptedPortal.OnAsync(page);
        portal.Good();
        await page.ProveAsync();
        await page.Heading("Messages").SeesAsync();
        return (page, portal);
    }
}
