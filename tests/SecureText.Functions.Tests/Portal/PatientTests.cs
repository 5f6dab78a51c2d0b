using Azure.Storage.Blobs.Models;
using SecureText.Audit;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>What a patient who has proven who he is sees and does, and what stays shut to him.</summary>
public class PatientTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly byte[] Photo = [0xff, 0xd8, 0xff, 0xe0, .. new byte[600_000]];

    [Fact]
    public async Task Thread_of_a_shared_number_shows_nobody_elses_words()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        await SendAsync(run, "For Jane only.");
        Assert.Contains("May I come at four?", await TextsAsync(run));

        var other = await PortalRun.NameAsync(clinic, run.Conversation, "John Sample");
        var texts = await TextsAsync(run);
        Assert.Contains("For Jane only.", texts);
        Assert.DoesNotContain("May I come at four?", texts);
        var his = await TextsAsync(run, other);
        Assert.DoesNotContain("For Jane only.", his);
        Assert.DoesNotContain("May I come at four?", his);
    }

    [Fact]
    public async Task Thread_is_journaled_before_it_is_shown_and_opened_only_then()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        await SendAsync(run, "For Jane only.");
        clinic.Journal.Fails = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => TextsAsync(run));
        Assert.Equal(MessageStatus.Posted, await StatusAsync());
        clinic.Journal.Fails = false;
        await TextsAsync(run);
        Assert.Equal(MessageStatus.Opened, await StatusAsync());
        Assert.Contains(clinic.Journal.Entries, e => e.Action == "portal.read" && e.Actor == $"patient:{run.PatientId}");

        async Task<MessageStatus> StatusAsync() =>
            (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == "For Jane only.").Message.Status;
    }

    [Fact]
    public async Task Link_stands_neither_in_the_preview_nor_twice()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var first = await SendAsync(run, "For Jane only.");
        var again = await SendAsync(run, "For Jane only.");
        Assert.Equal((first.Link, first.Message), (again.Link, again.Message));
        Assert.Single(await clinic.Get<ConversationStore>().ReadLinksAsync(run.Conversation, 20, default));
        var head = await clinic.Get<ConversationStore>().FindAsync(run.Conversation, default);
        var contact = await clinic.Get<InboxBoxes>().OpenContactAsync(run.Conversation, head!.ContactBox, default);
        Assert.DoesNotMatch("#[A-Za-z0-9_-]{22}", contact.Preview);
    }

    [Theory]
    [InlineData("STOP", true, false)]
    [InlineData("Please do not text me any more", false, true)]
    [InlineData("Thank you", false, false)]
    public async Task Words_that_ask_for_no_more_texts_count_behind_the_link_too(string words, bool withdrawn, bool paused)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var writes = clinic.Get<PatientWrites>();
        var draft = new PatientDraft("portal.write", "k", new MessageText(words), words);
        Assert.NotNull(await writes.WriteAsync(Session(run), draft, writes.NewId(Session(run), draft), null, default));
        var head = (await clinic.Get<ConversationStore>().FindAsync(run.Conversation, default))!.Head;
        Assert.Equal((withdrawn, paused), (head.Consent.IsWithdrawn, head.Consent.IsPausedForReview));
        Assert.NotNull(head.UnansweredSince);
    }

    [Fact]
    public async Task Wording_of_a_withdrawal_is_not_cut_through_a_character()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var beginning = "Please do not text me any more. ".PadRight(ConsentRecord.LongestWording - 1, 'a');
        var draft = new PatientDraft("portal.write", "k", new MessageText(beginning + "\U0001F600 and so on"), "Please");
        var writes = clinic.Get<PatientWrites>();
        Assert.NotNull(await writes.WriteAsync(Session(run), draft, writes.NewId(Session(run), draft), null, default));
        var read = await clinic.Get<ConsentLedger>().ReadAsync(run.Conversation, default);
        Assert.Equal(beginning, read!.Value.Records.Single(record => record.Change == ConsentChange.ReviewAsked).Wording?.Value);
    }

    [Fact]
    public async Task Upload_that_breaks_off_leaves_nothing_that_anybody_sees()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var before = await clinic.ThreadOf(TestClinic.Patient);
        await Assert.ThrowsAsync<IOException>(() => clinic.Get<PatientFiles>().TakeAsync(Session(run), new Breaking(Photo), "card.jpg", "k", default));
        Assert.Equal(before.Count, (await clinic.ThreadOf(TestClinic.Patient)).Count);
        Assert.Empty(await BlobsAsync(clinic));

        // And the same request, once more, is taken.
        using var whole = new MemoryStream(Photo);
        Assert.IsType<Upload.Stored>(await clinic.Get<PatientFiles>().TakeAsync(Session(run), whole, "card.jpg", "k", default));
        Assert.Single(await BlobsAsync(clinic));
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("gone")]
    [InlineData("other")]
    public async Task File_that_somebody_changed_in_the_storage_does_not_open(string how)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var (one, two) = (MessageId.For(TestClinic.Noon, "one"), MessageId.For(TestClinic.Noon, "two"));
        foreach (var message in new[] { one, two })
        {
            using var from = new MemoryStream(Photo);
            await clinic.Get<AttachmentBlobs>().WriteAsync(run.Conversation, message, from, default);
        }

        var container = clinic.Storage().Attachments;
        var blob = container.GetBlobClient($"{run.Conversation.Value}/{one.Value}");
        var bytes = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        if (how == "flipped") bytes[^20] ^= 1;
        if (how == "cut") bytes = bytes[..^((Photo.Length % ContentSealer.ChunkLength) + 16)];
        if (how == "other") bytes = (await container.GetBlobClient($"{run.Conversation.Value}/{two.Value}").DownloadContentAsync()).Value.Content.ToArray();
        await blob.DeleteAsync();
        if (how != "gone") await blob.UploadAsync(new BinaryData(bytes));
        await Assert.ThrowsAsync<SealBrokenException>(async () =>
        {
            var keys = (await clinic.Get<ConversationStore>().ReadAsync(run.Conversation, null, 10, default)).Keys;
            await clinic.Get<AttachmentBlobs>().ReadAsync(run.Conversation, one, keys, (_, _) => Task.CompletedTask, default);
        });
    }

    private static PatientSession Session(PortalRun run, string? patient = null) => new(PortalRun.LinkFor(
        run.Conversation, patient ?? run.PatientId, run.Token, run.Clinic.Time.GetUtcNow()));

    private static async Task<IReadOnlyList<string?>> TextsAsync(PortalRun run, string? patient = null) =>
        [.. (await run.Clinic.Get<PatientThread>().ReadAsync(Session(run, patient), "c", default)).Select(m => m.Text)];

    private static async Task<LinkSend.Made> SendAsync(PortalRun run, string words) => Assert.IsType<LinkSend.Made>(
        await run.Clinic.Get<SecureLinks>().SendAsync(
            run.Conversation, run.Clinic.Staff, new LinkRequest(run.PatientId, LinkKind.Thread, null, words, "k"), default));

    private static async Task<List<BlobItem>> BlobsAsync(TestClinic clinic)
    {
        var found = new List<BlobItem>();
        await foreach (var blob in clinic.Storage().Attachments.GetBlobsAsync()) found.Add(blob);
        return found;
    }

    /// <summary>A telephone that loses its network half way.</summary>
    private sealed class Breaking(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > Length / 2 ? throw new IOException("The line broke.") : base.ReadAsync(buffer[..Math.Min(70_000, buffer.Length)], cancellationToken);
    }
}
