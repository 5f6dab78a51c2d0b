using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Patients;
using SecureText.Portal;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Api.Campaigns;

/// <summary>Plays campaigns through without sending: the same function plans, the same decision suppresses. Writes nothing.</summary>
public sealed class CampaignPreviews(
    ClinicProfile clinic,
    RosterStore roster,
    ConversationStore conversations,
    PatientRecords patients,
    CampaignPeople people,
    JourneyWords words,
    PortalOptions portal,
    IRandomSource random,
    TimeProvider time)
{
    private const int PageSize = 50;

    /// <summary>A page of what would go.</summary>
    internal async Task<(IReadOnlyList<Item> Items, string? Cursor)> ReadAsync(
        Playbook playbook, ClinicSettings settings, Selection selection, string? cursor, CancellationToken cancellationToken)
    {
        var (occasions, next) = await OccasionsAsync(selection, cursor, cancellationToken);
        var link = SecretLink.Hide(portal.LinkWith(LinkToken.Create(random)));
        var items = new Item[occasions.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = CampaignPeople.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Length, options, async (i, token) =>
            items[i] = await ItemAsync(new Look(playbook, settings, occasions[i], link, time.GetUtcNow()), token));
        return (items, next);
    }

    private async Task<Item> ItemAsync(Look look, CancellationToken cancellationToken)
    {
        var occasion = look.Occasion;
        var (head, person) = await people.OpenAsync(occasion.Conversation, occasion.PatientId, cancellationToken);
        var (texts, code) = head is null
            ? ([], "no-conversation")
            : await PlanAsync(look, head, cancellationToken);
        return new Item(
            occasion.Id, occasion.Conversation.Value, person, occasion.At, texts,
            code is null ? null : new Reason(code, PreviewReasons.TextOf(code)));
    }

    private async Task<(IReadOnlyList<Text> Texts, string? Code)> PlanAsync(Look look, HeadRow head, CancellationToken cancellationToken)
    {
        var (playbook, occasion) = (look.Playbook, look.Occasion);
        if (JourneyNews.Of(occasion) is { } over) return ([], over is JourneyEvent.Cancelled ? "cancelled" : "settled");
        if (playbook.Anchor == PlaybookAnchor.Occasion && occasion.At + playbook.Closes <= look.Now) return ([], "over-already");
        var journey = JourneyId.For(playbook.Id, occasion.Id);
        if (await conversations.HasJourneyAsync(occasion.Conversation, journey, cancellationToken)) return ([], "already");
        if (head.Head.Journeys.IsFull) return ([], "too-many-journeys");
        if (await patients.FindAsync(occasion.Conversation, occasion.PatientId, cancellationToken) is not { } patient) return ([], "no-patient");

        var known = await roster.FindPatientOfAsync(occasion.Conversation, occasion.PatientId, cancellationToken);
        var places = await words.PlacesAsync(occasion, cancellationToken);
        if (TouchText.Lacks(playbook, places).Count > 0) return ([], "facts-missing");
        var zone = known?.Zone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : clinic.TimeZone;
        var context = new JourneyContext(zone, known?.State ?? clinic.State, [.. look.Settings.Holidays.Select(day => day.Date)]);
        var plan = JourneyPlan.Of(playbook, occasion.At, look.Now, context);
        if (plan.Count == 0) return ([], "too-late");

        var (texts, code) = Words(look, plan, patient, places with { Link = look.Link }, head.Head.Greeted);
        if (texts.Count == 0) return ([], code);
        return Refusal(look, head, texts[0]) is { } reason ? ([], reason.Code) : (texts, null);
    }

    // As JourneyWords makes them, but that no link is stored.
    private static (IReadOnlyList<Text> Texts, string? Code) Words(
        Look look, IReadOnlyList<JourneyPlan.Planned> plan, PatientRecord patient, TouchPlaces places, bool greeted)
    {
        var texts = new List<Text>();
        string? code = null;
        foreach (var (at, send) in plan)
        {
            var behind = send.Behind is { } waits ? TouchText.RenderBehind(waits, patient.Language, places with { Link = null }) : (MessageText?)null;
            var template = send.Text;
            var text = JourneyWords.Told(TouchText.Render(template, patient.Language, places), greeted, patient.Language);
            if (behind is null && send.Form is null && !Gate.Check(text).Passes)
            {
                (behind, template) = (TouchText.Render(send.Text, patient.Language, places), look.Settings.Templates.SecureLink);
                text = JourneyWords.Told(TouchText.Render(template, patient.Language, places), greeted, patient.Language);
            }

            if ((behind is not null || send.Form is not null) && patient.DateOfBirth is null) code = "no-birth-date";
            else if (send.Form is { } form && look.Settings.Forms.All(one => one.Id != form)) code = "form-missing";
            else
            {
                texts.Add(new Text(send.Key, at, text.Value, behind?.Value ?? TitleOf(look.Settings, send.Form, patient.Language)));
                greeted = true;
            }
        }

        return (texts, code);
    }

    // Consent as it is now, asked as the sender will ask it (P4).
    private SendReason? Refusal(Look look, HeadRow head, Text first)
    {
        var text = new MessageText(first.Body);
        var verdict = SendDecision.Decide(new SendRequest
        {
            Purpose = SendPurpose.Campaign,
            Class = look.Playbook.Class,
            Consent = head.Head.Consent,
            Text = text,
            Gate = Gate.Check(text),
            Line = clinic.Lines[0].Kind,
            Now = first.At,
            ClinicTimeZone = clinic.TimeZone,
            RecipientState = clinic.State,
        });
        return verdict switch
        {
            SendVerdict.Suppress(var reason) => reason,
            SendVerdict.Refuse(var reason) => reason,

            // Waits for a person, and may never go.
            SendVerdict.Defer(_, var reason) when reason == SendReason.ConsentPaused => reason,
            _ => null,
        };
    }

    private async Task<(IReadOnlyList<Occasion> Occasions, string? Cursor)> OccasionsAsync(
        Selection selection, string? cursor, CancellationToken cancellationToken)
    {
        if (selection.Kind != OccasionKind.Patient)
        {
            var page = await roster.ReadOccasionsAsync(
                selection.Kind, selection.From, selection.Until, cursor, PageSize, cancellationToken);
            return (page.Items, page.Cursor);
        }

        var all = await roster.ReadPatientsAsync(cursor, PageSize, cancellationToken);

        // One a telephone, as they are taken in: a family gets the news once.
        return ([.. all.Items.DistinctBy(patient => patient.Conversation).Select(patient => new Occasion
        {
            Id = patient.Id,
            Kind = OccasionKind.Patient,
            Conversation = patient.Conversation,
            PatientId = patient.PatientId,
            At = time.GetUtcNow(),
        })], all.Cursor);
    }

    private static string? TitleOf(ClinicSettings settings, string? form, Language language) =>
        settings.Forms.FirstOrDefault(one => one.Id == form)?.Title.In(language);

    private sealed record Look(Playbook Playbook, ClinicSettings Settings, Occasion Occasion, string Link, DateTimeOffset Now);

    /// <summary>One occasion of the selection; personal.</summary>
    internal sealed record Item(
        string Occasion, string Conversation, CampaignPeople.Person Patient, DateTimeOffset At, IReadOnlyList<Text> Texts, Reason? Suppressed)
    {
        public override string ToString() => "(item)";
    }

    /// <summary>One text as it would go; personal.</summary>
    internal sealed record Text(
        string Key, DateTimeOffset At, [property: System.Text.Json.Serialization.JsonPropertyName("text")] string Body, string? Behind)
    {
        public override string ToString() => "(text)";
    }

    internal sealed record Reason(string Code, string Text);
}
