using System.Text.RegularExpressions;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>A clinic with one patient who has texted, and a link to him.</summary>
internal sealed partial class PortalRun(TestClinic clinic, ConversationId conversation, string patientId, LinkToken token)
{
    public static readonly DateOnly Born = new(1980, 2, 29);

    public TestClinic Clinic => clinic;

    public ConversationId Conversation => conversation;

    public LinkToken Token => token;

    public string PatientId => patientId;

    public LinkProof Proof => clinic.Get<LinkProof>();

    public static async Task<PortalRun> StartAsync(TestClinic clinic)
    {
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var patient = await NameAsync(clinic, id, "Jane Sample");
        return new PortalRun(clinic, id, patient, await LinkAsync(clinic, id, patient));
    }

    /// <summary>Says who is behind the number; somebody else when it is said again.</summary>
    public static async Task<string> NameAsync(TestClinic clinic, ConversationId id, string name) =>
        Assert.IsType<PatientChange.Done>(await clinic.Get<PatientRecords>().AddAsync(
            id, new PatientRecord(name, Born, Language.English), "staff:u1", "c", CancellationToken.None)).Patient;

    /// <summary>Another link to the same patient.</summary>
    public async Task<PortalRun> AgainAsync() => new(clinic, conversation, patientId, await LinkAsync(clinic, conversation, patientId));

    public static async Task<LinkToken> LinkAsync(TestClinic clinic, ConversationId id, string patientId)
    {
        var token = LinkToken.Create(clinic.Get<IRandomSource>());
        var now = clinic.Time.GetUtcNow();
        await clinic.Get<PortalStore>().AddAsync(LinkFor(id, patientId, token, now), CancellationToken.None);
        return token;
    }

    internal static PortalLink LinkFor(ConversationId id, string patientId, LinkToken token, DateTimeOffset now) => new()
    {
        Id = token.Id,
        Conversation = id,
        PatientId = patientId,
        Kind = LinkKind.Thread,
        Message = MessageId.For(now, "link"),
        CreatedBy = "staff:u1",
        CreatedAt = now,
        ExpiresAt = now + LinkTransitions.LifeTime,
    };

    /// <summary>Puts a file of the patient into the thread, past the proof.</summary>
    public static async Task PlantFileAsync(TestClinic clinic, MessageId message, string content, string patient = "p")
    {
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var session = new PatientSession(LinkFor(id, patient, LinkToken.Create(clinic.Get<IRandomSource>()), clinic.Time.GetUtcNow()));
        byte[] bytes = [0xff, 0xd8, 0xff, 0xe0, .. System.Text.Encoding.UTF8.GetBytes(content)];
        using var from = new MemoryStream(bytes);
        await clinic.Get<AttachmentBlobs>().WriteAsync(id, message, from, CancellationToken.None);
        var draft = new PatientDraft("portal.upload", "plant", new MessageText(""), "file");
        var file = new AttachmentDraft(new Attachment(message.Value, "image/jpeg", bytes.Length), "card.jpg");
        Assert.Equal(message, await clinic.Get<PatientWrites>().WriteAsync(session, draft, message, file, CancellationToken.None));
    }

    public Task<ProofAnswer> OpenAsync() => Proof.OpenAsync(token.Value, "c", CancellationToken.None);

    /// <summary>A little later than whatever was before, so that the line has a turn free.</summary>
    public Task<ProofAnswer> GiveDateAsync(DateOnly? date = null)
    {
        clinic.Time.Advance(TimeSpan.FromSeconds(10));
        return Proof.GiveDateAsync(token.Value, date ?? Born, "c", CancellationToken.None);
    }

    public Task<ProofAnswer> GiveCodeAsync(string code) =>
        OneTimeCode.TryParse(code, out var given)
            ? Proof.GiveCodeAsync(token.Value, given, "c", CancellationToken.None)
            : throw new ArgumentException("Not a code.", nameof(code));

    /// <summary>The code in the newest text on the phone.</summary>
    public string CodeOnPhone() => Code().Match(clinic.Carrier.Calls[^1].Text.Value).Value;

    /// <summary>One that is surely wrong.</summary>
    public string OtherCode(int by = 1) =>
        ((int.Parse(CodeOnPhone(), System.Globalization.CultureInfo.InvariantCulture) + by) % 1_000_000)
            .ToString("D6", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<SessionSecret> ProveAsync()
    {
        Assert.IsType<ProofAnswer.AskCode>(await GiveDateAsync());
        return Assert.IsType<ProofAnswer.Open>(await GiveCodeAsync(CodeOnPhone())).Session;
    }

    public async Task<PortalLink> LinkAsync() =>
        (await clinic.Get<PortalStore>().FindAsync(token.Id, CancellationToken.None))!.Link;

    public async Task ChangeAsync(Func<PortalLink, PortalLink> change)
    {
        var store = clinic.Get<PortalStore>();
        var row = await store.FindAsync(token.Id, CancellationToken.None);
        Assert.NotNull(await store.UpdateAsync(row!, change(row!.Link), CancellationToken.None));
    }

    [GeneratedRegex("(?<![0-9])[0-9]{6}(?![0-9])")]
    private static partial Regex Code();
}
