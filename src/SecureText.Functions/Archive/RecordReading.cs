using SecureText.Api.Conversations;
using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Archive;

/// <summary>Reads everything that is kept of a number but its messages.</summary>
public sealed class RecordReading(
    ClinicProfile clinic,
    ConversationStore store,
    PatientRecords patients,
    InboxBoxes boxes,
    PortalStore links,
    RosterStore roster,
    CampaignStore campaigns,
    StaffNames names,
    TimeProvider time)
{
    /// <summary>Reads it. A message of it is not opened.</summary>
    internal async Task<RecordDocument> ReadAsync(ConversationId id, HeadRow head, CancellationToken cancellationToken)
    {
        var damaged = new List<string>();
        if (!head.IsWhole) damaged.Add("head");
        var people = await patients.ReadAsync(id, cancellationToken) ?? [];
        damaged.AddRange(people.Where(one => one.Record is null).Select(_ => "patient"));
        var consents = await store.ReadConsentsAsync(id, cancellationToken);
        damaged.AddRange(consents.Where(one => one.Record is null).Select(_ => "consent"));
        var number = await boxes.FindNumberAsync(id, head, cancellationToken);
        if (number is null) damaged.Add("number");
        return new RecordDocument
        {
            Clinic = clinic.Name.Value,
            ClinicNumber = clinic.LineById(head.Head.LineId)?.Number.E164 ?? "",
            Number = number,
            ExportedAt = time.GetUtcNow(),
            Patients =
            [
                .. people.Select(one => new RecordPatient(
                    one.Id, one.DisplayName, one.Record?.DateOfBirth, (one.Record?.Language ?? default).Code(), one.Record is null)),
            ],
            WasShared = await patients.CountAsync(id, cancellationToken) > people.Count,
            Consent = head.IsWhole ? ConsentItem.Of(head.Head.Consent) : null,
            Consents = await ConsentsAsync(consents.Select(one => one.Record).OfType<ConsentRecord>(), cancellationToken),
            Links = await LinksAsync(id, damaged, cancellationToken),
            Journeys = await JourneysAsync(id, damaged, cancellationToken),
            Occasions = await OccasionsAsync(id, damaged, cancellationToken),
            Damaged = damaged,
        };
    }

    /// <summary>Who that was, for people: the name of a member of staff, else what stands there.</summary>
    internal async Task<string> WhoAsync(string actor, CancellationToken cancellationToken) =>
        StaffId.OfActor(actor) is { } staff ? await names.FindAsync(staff, cancellationToken) ?? "staff" : actor.Split(':')[0];

    private async Task<IReadOnlyList<RecordConsent>> ConsentsAsync(
        IEnumerable<ConsentRecord> records, CancellationToken cancellationToken)
    {
        var all = new List<RecordConsent>();
        foreach (var one in records.Reverse())
            all.Add(new RecordConsent(one.At, one.Change, one.Classes, one.Source, await WhoAsync(one.By, cancellationToken), one.Wording?.Value));
        return all;
    }

    private async Task<IReadOnlyList<RecordLink>> LinksAsync(ConversationId id, List<string> damaged, CancellationToken cancellationToken)
    {
        var all = new List<RecordLink>();
        foreach (var link in await store.ReadAllLinksAsync(id, cancellationToken))
        {
            if (link is { } named && await links.FindAsync(named, cancellationToken) is { Link: var one })
            {
                all.Add(new RecordLink(
                    one.CreatedAt, await WhoAsync(one.CreatedBy, cancellationToken), one.PatientId, one.Kind,
                    one.StateAt(time.GetUtcNow()), one.ExpiresAt, one.LastOpenedAt));
            }
            else
            {
                damaged.Add("link");
            }
        }

        all.Reverse();
        return all;
    }

    private async Task<IReadOnlyList<RecordJourney>> JourneysAsync(
        ConversationId id, List<string> damaged, CancellationToken cancellationToken)
    {
        var all = new List<RecordJourney>();
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        var wrapped = await store.ReadKeysAsync(id, cancellationToken);
        foreach (var found in await store.ReadAllJourneysAsync(id, wrapped, cancellationToken))
        {
            if (found is not { } one)
            {
                damaged.Add("journey");
                continue;
            }

            if (!known.TryGetValue(one.Campaign, out var name))
                known[one.Campaign] = name = (await campaigns.FindAsync(one.Campaign, cancellationToken))?.Campaign?.Name;
            all.Add(new RecordJourney(
                name, one.Playbook, one.Kind, one.PatientId, one.OccasionAt, one.State.StartedAt, one.State.Status, one.State.Outcome,
                one.State.EndedAt, one.State.Score, one.State.Answers));
        }

        return [.. all.OrderBy(one => one.StartedAt)];
    }

    private async Task<IReadOnlyList<RecordOccasion>> OccasionsAsync(
        ConversationId id, List<string> damaged, CancellationToken cancellationToken)
    {
        var all = new List<RecordOccasion>();
        foreach (var found in await roster.ReadOccasionsOfAsync(id, cancellationToken))
        {
            if (found is { Facts: var facts } one)
                all.Add(new RecordOccasion(one.Kind, one.PatientId, one.At, one.Status, facts.Doctor, facts.Place, facts.Amount, facts.Url));
            else damaged.Add("occasion");
        }

        return [.. all.OrderBy(one => one.At)];
    }
}
