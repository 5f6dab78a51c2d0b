using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Archive;

/// <summary>The patient's own copy: whole, readable, harmless, and in the journal before it leaves.</summary>
public class RecordExportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Script = "<script>alert('x')</script>";

    [Fact]
    public async Task Copy_holds_all_that_is_kept_of_the_number_and_a_page_in_which_nothing_runs()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        await run.OccasionAsync(CampaignRun.InThreeDays, facts: new OccasionFacts { Doctor = "Quillfeather", Place = "Room <9>" });
        await run.CampaignAsync();
        var id = run.Conversation;
        await clinic.TextAsync($"Words {Script} ünd \u202emore");
        await clinic.AnswerAsync(TestClinic.Patient, "Four is fine.");
        await clinic.Get<StaffNotes>().WriteAsync(id, clinic.Staff, new MessageText("Note \"&\" " + Script), [], "n", CancellationToken.None);
        await PortalRun.PlantFileAsync(clinic, MessageId.For(clinic.Time.GetUtcNow(), "file"), "Kodachromeyak", run.PatientId);
        await FormAsync(clinic, id, run.PatientId);
        await clinic.Get<SecureLinks>().SendAsync(
            id, clinic.Staff, new LinkRequest(run.PatientId, LinkKind.Thread, null, "Your result is fine.", "l"), CancellationToken.None);

        var (zip, bytes) = await ExportAsync(clinic, id);
        Assert.Equal(["README.txt", "attachments/0001-2026-11-18-card.jpg", "record.html", "record.json"], zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.Contains("Kodachromeyak", await TextOfAsync(zip, "attachments/0001-2026-11-18-card.jpg"), StringComparison.Ordinal);
        var html = await TextOfAsync(zip, "record.html");
        var json = JsonSerializer.Deserialize<JsonElement>(await TextOfAsync(zip, "record.json"));

        Assert.StartsWith("<!doctype html><html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", html, StringComparison.Ordinal);
        foreach (var words in new[] { "Jane Sample", "1980-02-29", "You may text me.", "&lt;script&gt;", "ünd", "Four is fine.", "note among staff", "Your result is fine.",
            "card.jpg", "Quillfeather", "Room &lt;9&gt;", "Reminders", "Where does it &lt;hurt&gt;?", "Kneecap", "Thread", TestClinic.LineNumber[1..], "2065550123" })
        {
            Assert.Contains(words, html, StringComparison.Ordinal);
        }

        var all = json.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(all.Select(one => one.GetProperty("id").GetString()).OrderDescending(StringComparer.Ordinal), all.Select(one => one.GetProperty("id").GetString()));
        Assert.Contains(all, one => one.GetProperty("text").GetString() == $"Words {Script} ünd \u202emore");
        Assert.Contains(all, one => one.GetProperty("direction").GetString() == "note");
        Assert.Contains(all, one => one.GetProperty("files").EnumerateArray().Any(file => file.GetProperty("path").GetString() == "attachments/0001-2026-11-18-card.jpg"));
        Assert.Equal("Kneecap", all.Single(one => one.GetProperty("form").ValueKind == JsonValueKind.Object).GetProperty("form").GetProperty("answers")[0].GetProperty("value").GetString());
        Assert.Equal("Quillfeather", Assert.Single(json.GetProperty("occasions").EnumerateArray()).GetProperty("doctor").GetString());
        Assert.Equal("Reminders", Assert.Single(json.GetProperty("journeys").EnumerateArray()).GetProperty("campaign").GetString());
        Assert.Single(json.GetProperty("links").EnumerateArray());
        Assert.Contains(json.GetProperty("consents").EnumerateArray(), one => one.GetProperty("wording").GetString() == "You may text me.");
        Assert.Empty(json.GetProperty("damaged").EnumerateArray());

        // No token opens anything, also not one that stood in a text.
        Assert.DoesNotContain("/p/#", html.Replace("/p/#…", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Entries that could not be opened: 0.", await TextOfAsync(zip, "README.txt"), StringComparison.Ordinal);
        Assert.Single((await clinic.RecordAsync(id)).GetProperty("exports").EnumerateArray());
        Assert.NotEmpty(bytes);
    }

    [Fact]
    public async Task Page_is_in_Spanish_when_everybody_of_the_number_is_written_to_in_Spanish()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic, language: Language.Spanish);
        var (zip, _) = await ExportAsync(clinic, run.Conversation);
        Assert.StartsWith("<!doctype html><html lang=\"es\">", await TextOfAsync(zip, "record.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_of_a_number_that_two_people_share_says_so_before_anything_else()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await CampaignRun.StartAsync(clinic);
        var (alone, _) = await ExportAsync(clinic, run.Conversation);
        Assert.DoesNotContain("share this number", await TextOfAsync(alone, "README.txt"), StringComparison.Ordinal);

        Assert.IsType<PatientChange.Done>(await clinic.Get<PatientRecords>().AddAsync(
            run.Conversation, new PatientRecord("Ada Sample", new DateOnly(2015, 5, 5), Language.English), "staff:u1", "c", CancellationToken.None));
        var (shared, _) = await ExportAsync(clinic, run.Conversation);
        foreach (var file in new[] { "README.txt", "record.html" })
            Assert.Contains("2 people share this number", await TextOfAsync(shared, file), StringComparison.Ordinal);

        // What was said while both had it is there still.
        var patients = clinic.Get<PatientRecords>();
        var ada = (await patients.ReadAsync(run.Conversation, CancellationToken.None))!.Single(one => one.DisplayName == "Ada Sample");
        await patients.RemoveAsync(run.Conversation, ada.Id, "staff:u1", "c", CancellationToken.None);
        var (left, _) = await ExportAsync(clinic, run.Conversation);
        foreach (var file in new[] { "README.txt", "record.html" })
            Assert.Contains("Somebody else had this number too", await TextOfAsync(left, file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_while_the_journal_is_silent_and_nothing_before_its_line()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync("Zanzibarquartz");
        clinic.Journal.Fails = true;
        ArchiveRun.IsProblem(await clinic.AskAsync("ExportRecord", id, who: Principal.Manager), 503, "journal-unavailable");
        clinic.Journal.Fails = false;
        Assert.Empty((await clinic.RecordAsync(id)).GetProperty("exports").EnumerateArray());
        await ExportAsync(clinic, id);
        Assert.Equal(["done"], clinic.Journal.Entries.Where(e => e.Action == "record.export").Select(e => e.Outcome));
    }

    [Fact]
    public async Task What_does_not_open_is_named_and_journaled_and_the_rest_comes()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync("Zanzibarquartz");
        await clinic.TextAsync("Second");
        await PortalRun.PlantFileAsync(clinic, MessageId.For(clinic.Time.GetUtcNow(), "file"), "Kodachromeyak");
        await foreach (var blob in clinic.Storage().Attachments.GetBlobsAsync())
            await clinic.Storage().Attachments.DeleteBlobAsync(blob.Name);
        var table = clinic.Storage().Conversations;
        await foreach (var row in table.QueryAsync<TableEntity>($"PartitionKey eq '{id.Value}' and RowKey ge 'M|' and RowKey lt 'N'"))
        {
            row["Reason"] = "changed";
            if (row.GetString("Status") == "Received" && !row.ContainsKey("Attachments")) await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        }

        var (zip, _) = await ExportAsync(clinic, id);
        var json = JsonSerializer.Deserialize<JsonElement>(await TextOfAsync(zip, "record.json"));
        var all = json.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(2, all.Count(one => one.GetProperty("damaged").GetBoolean()));
        var file = Assert.Single(all.SelectMany(one => one.GetProperty("files").EnumerateArray()));
        Assert.Equal((true, JsonValueKind.Null), (file.GetProperty("damaged").GetBoolean(), file.GetProperty("path").ValueKind));
        Assert.Contains("Entries that could not be opened: 3.", await TextOfAsync(zip, "README.txt"), StringComparison.Ordinal);
        Assert.Contains(clinic.Journal.Entries, e => e is { Action: "record.export", Outcome: "damaged" });
    }

    [Theory]
    [InlineData("../../etc/passwd", "0001-2026-11-18-etc_passwd.jpg")]
    [InlineData("a\u0000b\u202egpj.exe", "0001-2026-11-18-a_b_gpj.exe.jpg")]
    [InlineData("..\\CON", "0001-2026-11-18-CON.jpg")]
    public async Task Name_of_a_file_stays_a_name(string given, string stored)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        var at = clinic.Time.GetUtcNow();
        var message = MessageId.For(at, "file");
        var session = new PatientSession(PortalRun.LinkFor(id, "p", LinkToken.Create(clinic.Get<IRandomSource>()), at));
        using var from = new MemoryStream([0xff, 0xd8, 0xff, 0xe0]);
        await clinic.Get<AttachmentBlobs>().WriteAsync(id, message, from, CancellationToken.None);
        var file = new AttachmentDraft(new Attachment(message.Value, "image/jpeg", 4), given);
        Assert.Equal(message, await clinic.Get<PatientWrites>().WriteAsync(
            session, new PatientDraft("portal.upload", "plant", new MessageText(""), "file"), message, file, CancellationToken.None));
        var (zip, _) = await ExportAsync(clinic, id);
        var name = Assert.Single(zip.Entries.Select(e => e.FullName), n => n.StartsWith("attachments/", StringComparison.Ordinal));
        Assert.Equal("attachments/" + stored, name);
    }

    // More than a span.
    [Fact]
    public async Task Long_thread_comes_whole_in_order_and_once()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync("0");
        for (var n = 1; n < 210; n++)
        {
            clinic.Time.Advance(TimeSpan.FromSeconds(1));
            await clinic.Get<StaffNotes>().WriteAsync(id, clinic.Staff, new MessageText($"{n}"), [], $"k{n}", CancellationToken.None);
        }

        var (zip, _) = await ExportAsync(clinic, id);
        var json = JsonSerializer.Deserialize<JsonElement>(await TextOfAsync(zip, "record.json"));
        var texts = json.GetProperty("messages").EnumerateArray().Where(one => one.GetProperty("direction").GetString() != "out")
            .Select(one => one.GetProperty("text").GetString());
        Assert.Equal(Enumerable.Range(0, 210).Select(n => $"{n}"), texts);
    }

    // Kestrel refuses to write otherwise, and a copy of many files must not wait in memory.
    [Fact]
    public async Task Copy_is_written_forward_and_without_blocking()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync();
        await PortalRun.PlantFileAsync(clinic, MessageId.For(clinic.Time.GetUtcNow(), "file"), new string('y', 3_000_000));
        var head = (await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!;
        await using var to = new ForwardOnly();
        await clinic.Get<RecordExport>().WriteAsync(id, head, clinic.Time.GetUtcNow(), "staff:u1", "c", to, CancellationToken.None);
        Assert.InRange(to.Written, 3_000_000, 4_000_000);
        Assert.InRange(to.Largest, 1, 300_000);
    }

    private static async Task<(ZipArchive Zip, byte[] Bytes)> ExportAsync(TestClinic clinic, ConversationId id)
    {
        var head = (await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!;
        var export = clinic.Get<RecordExport>();
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        var begun = await export.BeginAsync(id, "staff:u1", "c", CancellationToken.None);
        var to = new MemoryStream();
        await export.WriteAsync(id, head, begun, "staff:u1", "c", to, CancellationToken.None);
        return (new ZipArchive(new MemoryStream(to.ToArray()), ZipArchiveMode.Read), to.ToArray());
    }

    private static async Task<string> TextOfAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private static async Task FormAsync(TestClinic clinic, ConversationId id, string patient)
    {
        var session = new PatientSession(PortalRun.LinkFor(id, patient, LinkToken.Create(clinic.Get<IRandomSource>()), clinic.Time.GetUtcNow()));
        var answers = new FormAnswers("f", "Intake", [new FormAnswer("Where does it <hurt>?", "Kneecap")]);
        var draft = new PatientDraft("portal.form", "form", answers.ToText(), "form") { Kind = MessageKind.Form };
        var writes = clinic.Get<PatientWrites>();
        Assert.NotNull(await writes.WriteAsync(session, draft, writes.NewId(session, draft), null, CancellationToken.None));
    }

    private sealed class ForwardOnly : Stream
    {
        public long Written { get; private set; }

        public int Largest { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            Largest = Math.Max(Largest, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
