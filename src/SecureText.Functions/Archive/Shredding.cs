using System.Globalization;
using SecureText.Audit;
using SecureText.Clinic;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>
/// Shreds conversations whose time is over: ordered seven days ahead, asked everything again when it is done, finished by its
/// promise whatever dies in between.
/// </summary>
public sealed class Shredding(
    ArchiveStore archive,
    ShredStore shreds,
    LastActivity activity,
    ShredPlaces places,
    PatientRecords patients,
    InboxBoxes boxes,
    ClinicSettingsSource settings,
    DueWork due,
    IJournal journal,
    TimeProvider time)
{
    private const string Action = "record.shred";

    // What another process was writing at the moment when the head went away is there by then, and goes with the second round.
    private static readonly TimeSpan SecondRound = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(2);

    /// <summary>Orders it.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="lastFour">The end of the number, typed by who orders it.</param>
    /// <param name="actor">Who orders it.</param>
    /// <param name="correlation">Ties the entries together.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ShredOrder> OrderAsync(
        ConversationId id, string? lastFour, string actor, string correlation, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await archive.ReadAsync(id, cancellationToken) is not { } keeping) return new ShredOrder.NotFound();
            if (await RefusalAsync(id, keeping, cancellationToken) is { } refusal)
            {
                await JournalAsync(id, actor, Action, "refused", correlation, CodeOf(refusal), cancellationToken);
                return new ShredOrder.Refused(refusal);
            }

            if (await boxes.FindNumberAsync(id, keeping.Head, cancellationToken) is not { } number || !ShredRules.IsEndOf(number, lastFour))
            {
                await JournalAsync(id, actor, Action, "refused", correlation, "wrong-number", cancellationToken);
                return new ShredOrder.WrongNumber();
            }

            var after = keeping.Row.Archive.Planned(time.GetUtcNow(), actor);
            var planned = after.Shredding!;

            // A promise too many finds nothing to do; an order without one would never be done.
            await due.PromiseAsync(DueItem.ForShredding(planned.At, id), cancellationToken);
            await JournalAsync(id, actor, Action, "attempted", correlation, null, cancellationToken);
            if (!await archive.SaveAsync(id, keeping.Row, after, null, cancellationToken)) continue;
            await JournalAsync(id, actor, Action, "ordered", correlation, null, cancellationToken);
            return new ShredOrder.Taken(planned.At, await patients.CountAsync(id, cancellationToken));
        }
    }

    /// <summary>Takes an order back.</summary>
    public async Task<ShredCancel> CancelAsync(
        ConversationId id, string actor, string correlation, CancellationToken cancellationToken)
    {
        const string Cancel = "record.shred-cancel";
        while (true)
        {
            if (await archive.ReadAsync(id, cancellationToken) is not { } keeping) return ShredCancel.NotFound;
            if (keeping.Row.Archive.Shredding is not { } planned)
            {
                await JournalAsync(id, actor, Cancel, "refused", correlation, "not-ordered", cancellationToken);
                return ShredCancel.NotOrdered;
            }

            await JournalAsync(id, actor, Cancel, "attempted", correlation, null, cancellationToken);
            if (!await archive.SaveAsync(id, keeping.Row, keeping.Row.Archive.Cancelled(), null, cancellationToken)) continue;
            await JournalAsync(id, actor, Cancel, "done", correlation, null, cancellationToken);
            await due.KeepAsync(DueItem.ForShredding(planned.At, id), cancellationToken);
            return ShredCancel.Done;
        }
    }

    /// <summary>Does what was ordered, if it still stands and its time has come. For the timer; safe to call at any time.</summary>
    public async Task RunAsync(ConversationId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stub = await shreds.FindStubAsync(id, cancellationToken);
            var keeping = await archive.ReadAsync(id, cancellationToken);
            if (stub is { IsUnderway: true } or { IsWhole: false } && keeping is null)
            {
                await FinishAsync(id, stub, cancellationToken);
                return;
            }

            if (keeping?.Row.Archive.Shredding is not { } planned) return;
            var now = time.GetUtcNow();
            var correlation = string.Create(CultureInfo.InvariantCulture, $"shred-{planned.At.UtcTicks}");
            if (planned.At > now + ClockSkew)
            {
                await due.PromiseAsync(DueItem.ForShredding(planned.At, id), cancellationToken);
                return;
            }

            if (await RefusalAsync(id, keeping, cancellationToken) is { } refusal)
            {
                // Somebody has written since, or the rule has changed: it does not wait in ambush, it must be ordered anew.
                await JournalAsync(id, planned.By, Action, "refused", correlation, CodeOf(refusal), cancellationToken);
                if (!await archive.SaveAsync(id, keeping.Row, keeping.Row.Archive.Cancelled(), null, cancellationToken)) continue;
                return;
            }

            await JournalAsync(id, planned.By, Action, "attempted", correlation, null, cancellationToken);
            await due.PromiseAsync(DueItem.ForShredding(time.GetUtcNow() + SecondRound, id), cancellationToken);

            // What was written meanwhile leaves the head alone; by the day of its key the record is not due any more.
            if (await shreds.HasKeyOfTheseDaysAsync(id, cancellationToken)) continue;
            if (!await shreds.BeginAsync(id, keeping, planned.By, cancellationToken)) continue;
            await EmptyAsync(id, cancellationToken);
            return;
        }
    }

    private async Task FinishAsync(ConversationId id, ShreddedStub stub, CancellationToken cancellationToken)
    {
        await EmptyAsync(id, cancellationToken);
        if (time.GetUtcNow() - stub.At < SecondRound - ClockSkew)
        {
            // It came before its time, as after a slow first round. Were it not promised again, nobody would ever finish it.
            await due.PromiseAsync(DueItem.ForShredding(stub.At + SecondRound, id), cancellationToken);
            return;
        }

        await JournalAsync(
            id, stub.By, "record.shredded", "done", string.Create(CultureInfo.InvariantCulture, $"shred-{stub.At.UtcTicks}"), null,
            cancellationToken);
        if (stub.IsWhole) await shreds.EndAsync(id, stub, cancellationToken);
    }

    private async Task EmptyAsync(ConversationId id, CancellationToken cancellationToken)
    {
        await shreds.EmptyAsync(id, cancellationToken);
        await places.EmptyAsync(id, cancellationToken);
    }

    // By a rule that somebody has changed in storage nothing is ever destroyed.
    private async Task<ShredRefusal?> RefusalAsync(
        ConversationId id, RecordKeeping keeping, CancellationToken cancellationToken)
    {
        var (current, isDamaged) = await settings.ReadAsync(cancellationToken);
        var whole = await activity.WithOccasionsAsync(id, keeping, current.Retention, cancellationToken);
        var isOpen = isDamaged || !keeping.Head.Head.Journeys.IsEmpty;
        return ShredRules.Refusal(
            keeping.Row.Archive, isOpen ? null : whole.LastActivityAt, current.Retention, time.GetUtcNow());
    }

    /// <summary>How the journal and the API say why not.</summary>
    internal static string CodeOf(ShredRefusal refusal) => refusal switch
    {
        ShredRefusal.OnHold => "on-hold",
        ShredRefusal.NotExported => "not-exported",
        _ => "not-due",
    };

    private Task JournalAsync(
        ConversationId id, string actor, string action, string outcome, string correlation, string? detail, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), actor, action, [id.Value], outcome, correlation, detail), cancellationToken);
}

/// <summary>What came of an order to shred.</summary>
public abstract record ShredOrder
{
    private ShredOrder()
    {
    }

    /// <summary>It will be done.</summary>
    /// <param name="At">When.</param>
    /// <param name="Patients">How many share the number; all of them go.</param>
    public sealed record Taken(DateTimeOffset At, int Patients) : ShredOrder;

    /// <summary>It stays.</summary>
    public sealed record Refused(ShredRefusal Why) : ShredOrder;

    /// <summary>What was typed is not the end of the number.</summary>
    public sealed record WrongNumber : ShredOrder;

    /// <summary>There is no such conversation.</summary>
    public sealed record NotFound : ShredOrder;
}

/// <summary>What came of taking an order back.</summary>
public enum ShredCancel
{
    /// <summary>Nothing is shredded.</summary>
    Done,

    /// <summary>Nothing was ordered.</summary>
    NotOrdered,

    /// <summary>There is no such conversation, or not any more.</summary>
    NotFound,
}
