using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SecureText.Clinic;
using SecureText.Roster;
using SecureText.Sending;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>Takes the occasions of a campaign in. Safe to repeat: the same occasion and playbook are the same journey.</summary>
public sealed partial class Enrolment(
    ClinicProfile clinic,
    CampaignStore store,
    CampaignStates states,
    CampaignMembers members,
    ConversationStore conversations,
    RosterStore roster,
    JourneyWords words,
    JourneyRunner runner,
    SlotLedgerStore slots,
    DueWork due,
    TimeProvider time,
    ILogger<Enrolment> logger)
{
    private const int BatchSize = 50;
    private const int AtOnce = 4;

    // As much as a line has before it while the next batch is made.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);

    /// <summary>Takes a batch in.</summary>
    /// <param name="place">Where.</param>
    /// <param name="start">Starts the orchestration of a journey that has to wait.</param>
    /// <param name="cancellationToken">Stops; what was begun is found again.</param>
    internal async Task<BatchDone> EnrolAsync(
        CampaignRef place, Func<JourneyRef, Task> start, CancellationToken cancellationToken)
    {
        if ((await states.OfAsync(place.Campaign, cancellationToken)).Campaign is not { } campaign) return new BatchDone(null, null, false);
        if (campaign.State == CampaignState.Paused) return new BatchDone(place, null, true);
        if (campaign.State != CampaignState.Running || (campaign.Finished && !campaign.Ongoing)) return new BatchDone(null, null, false);
        if (await WaitAsync(campaign, cancellationToken) is { } until) return new BatchDone(place, until, false);

        var (occasions, cursor) = await ReadAsync(campaign, place.Cursor, cancellationToken);
        var failed = new ConcurrentQueue<Occasion>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(occasions, options, async (occasion, token) =>
        {
            if (!await TryAsync(campaign, occasion, start, token)) failed.Enqueue(occasion);
        });

        // One that fails twice must not hold up the others. Writing that down fails too when it is the storage that fails, and then
        // the whole batch is tried again.
        foreach (var occasion in failed)
        {
            if (!await TryAsync(campaign, occasion, start, cancellationToken))
                await members.AddAsync(Outside(campaign, occasion, "failed", time.GetUtcNow()), cancellationToken);
        }

        var looked = place.Looked + occasions.Count;
        await NoteAsync(campaign.Id, looked, cursor is null, cancellationToken);
        return cursor is not null ? new BatchDone(place with { Cursor = cursor, Looked = looked }, null, false)
            : campaign.Ongoing ? new BatchDone(new CampaignRef(campaign.Id, null, 0), null, true)
            : new BatchDone(null, null, false);
    }

    /// <summary>Wakes a batch of a campaign's journeys.</summary>
    internal async Task<CampaignRef?> RingAsync(
        CampaignRef place, Func<JourneyRef, Task> wake, CancellationToken cancellationToken)
    {
        var (rows, cursor) = await members.ReadAsync(place.Campaign, place.Cursor, BatchSize, cancellationToken);
        foreach (var row in rows.Where(row => row.State is { Status: not JourneyStatus.Ended }))
            await wake(JourneyRef.For(row.Conversation, row.Journey));
        return cursor is null ? null : place with { Cursor = cursor, Looked = place.Looked + rows.Count };
    }

    private async Task<bool> TryAsync(Campaign campaign, Occasion occasion, Func<JourneyRef, Task> start, CancellationToken cancellationToken)
    {
        try
        {
            await EnrolAsync(campaign, occasion, start, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailure(occasion.Id, campaign.Id, e.GetType().Name, e);
            return false;
        }
    }

    private async Task EnrolAsync(Campaign campaign, Occasion occasion, Func<JourneyRef, Task> start, CancellationToken cancellationToken)
    {
        var id = JourneyId.For(campaign.Playbook.Id, occasion.Id);
        var now = time.GetUtcNow();

        // What its own row says in clear is only a reason not to look further; the runner asks the seal.
        if (await conversations.CampaignOfAsync(occasion.Conversation, id, cancellationToken) == campaign.Id) return;
        if (OverBefore(campaign, occasion) is { } over)
        {
            await members.AddAsync(Outside(campaign, occasion, over, now), cancellationToken);
            return;
        }

        if (TouchText.Lacks(campaign.Playbook, await words.PlacesAsync(occasion, cancellationToken)).Count > 0)
        {
            await members.AddAsync(Outside(campaign, occasion, "facts-missing", now), cancellationToken);
            return;
        }

        // Should this process die once the journey is there, the timer starts its orchestration.
        var promise = DueItem.For(now + DueWork.Grace, occasion.Conversation, id);
        await due.PromiseAsync(promise, cancellationToken);
        var journey = new StoredJourney
        {
            Id = id,
            Campaign = campaign.Id,
            Playbook = campaign.Playbook.Id,
            Kind = occasion.Kind,
            Occasion = occasion.Id,
            PatientId = occasion.PatientId,
            OccasionAt = occasion.At,
            State = Journey.Begin(campaign.Playbook, occasion.At, now),
        };
        var wait = await runner.BeginAsync(journey, occasion.Conversation, cancellationToken);
        if (wait.Refused is { } reason) await members.AddAsync(Outside(campaign, occasion, reason, now), cancellationToken);
        if (!wait.IsOver) await start(JourneyRef.For(occasion.Conversation, id) with { Known = wait });
        await due.KeepAsync(promise, cancellationToken);
    }

    // Nothing is said of what is over, or will be before anything could be said; the figures show it.
    private string? OverBefore(Campaign campaign, Occasion occasion) => JourneyNews.Of(occasion) switch
    {
        JourneyEvent.Cancelled => "cancelled",
        JourneyEvent.Settled => "settled",
        _ => campaign.Playbook.Anchor == PlaybookAnchor.Occasion && occasion.At + campaign.Playbook.Closes <= time.GetUtcNow()
            ? "over-already"
            : null,
    };

    private async Task<(IReadOnlyList<Occasion> Occasions, string? Cursor)> ReadAsync(
        Campaign campaign, string? cursor, CancellationToken cancellationToken)
    {
        var selection = campaign.Selection;
        if (selection.Kind != OccasionKind.Patient)
        {
            var page = await roster.ReadOccasionsAsync(
                selection.Kind, selection.From, selection.Until, cursor, BatchSize, cancellationToken);
            return (page.Items, page.Cursor);
        }

        var patients = await roster.ReadPatientsAsync(cursor, BatchSize, cancellationToken);
        var occasions = new List<Occasion>();
        foreach (var patient in patients.Items)
        {
            // One a telephone: a family gets the news once.
            occasions.Add(new Occasion
            {
                Id = await roster.IdOfAsync("campaign", $"{campaign.Id}|{patient.Conversation.Value}", cancellationToken),
                Kind = OccasionKind.Patient,
                Conversation = patient.Conversation,
                PatientId = patient.PatientId,
                At = campaign.CreatedAt,
            });
        }

        return (occasions, patients.Cursor);
    }

    // News to many waits for the morning as a whole: else thousands of journeys would wake at the same second.
    private async Task<DateTimeOffset?> WaitAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (campaign.Selection.Kind == OccasionKind.Patient)
        {
            var open = QuietHours.NextAllowed(now, clinic.TimeZone, clinic.State);
            if (open > now) return open;
        }

        var queued = await slots.HorizonAsync(clinic.Lines[0], now, cancellationToken);
        return queued > Ahead ? now + queued - (Ahead / 2) : null;
    }

    private async Task NoteAsync(string campaign, int looked, bool finished, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.FindAsync(campaign, cancellationToken) is not { Campaign: { } current } row) return;
            if (current.Enrolled == looked && current.Finished == finished) return;
            if (await store.UpdateAsync(row, current with { Enrolled = looked, Finished = finished || current.Finished }, cancellationToken)) return;
        }
    }

    private static CampaignMember Outside(Campaign campaign, Occasion occasion, string reason, DateTimeOffset now) => new()
    {
        Campaign = campaign.Id,
        Journey = JourneyId.For(campaign.Playbook.Id, occasion.Id),
        Conversation = occasion.Conversation,
        PatientId = occasion.PatientId,
        Occasion = occasion.Id,
        EnrolledAt = now,
        Suppressed = reason,
    };

    [LoggerMessage(1, LogLevel.Error, "Occasion {Occasion} could not be taken into campaign {Campaign} ({Kind}).")]
    private partial void LogFailure(string occasion, string campaign, string kind, Exception exception);
}
