using SecureText.Campaigns;
using SecureText.Clinic;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Webhooks;

/// <summary>What other systems tell becomes a change of an occasion. Each is safe to take twice.</summary>
public sealed class WebhookEvents(
    ClinicProfile clinic,
    IndexKeys keys,
    RosterStore roster,
    RosterPatients patients,
    PatientRows rows,
    InboxBoxes boxes,
    OccasionChanges occasions,
    TimeProvider time)
{
    /// <summary>Takes one.</summary>
    public Task<WebhookResult> TakeAsync(WebhookEvent happened, CancellationToken cancellationToken) => happened switch
    {
        WebhookEvent.PaymentPosted paid => ChangeAsync(
            OccasionKind.Statement, paid, paid.Statement,
            before => paid.Balance is { } balance
                ? before with { Status = OccasionStatus.Expected, Facts = before.Facts with { Amount = balance } }
                : before with { Status = OccasionStatus.Settled },
            cancellationToken),
        WebhookEvent.AppointmentCancelled cancelled => ChangeAsync(
            OccasionKind.Appointment, cancelled, cancelled.Appointment,
            before => before with { Status = OccasionStatus.Cancelled },
            cancellationToken),
        WebhookEvent.AppointmentChanged changed => ChangeAsync(changed, cancellationToken),
        WebhookEvent.CallMissed call => CallAsync(call, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(happened)),
    };

    // What it was made from stays: the file that it came with changes nothing when it comes again.
    private async Task<WebhookResult> ChangeAsync(
        OccasionKind kind, WebhookEvent happened, string id, Func<Occasion, Occasion> change, CancellationToken cancellationToken)
    {
        Occasion? after = null;
        await occasions.WriteAsync(
            kind, await occasions.IdOfAsync(kind, happened.Source, id, cancellationToken),
            before =>
            {
                after = before?.Occasion is { } known ? Told(happened, known, change) : null;
                return after is null ? null : (after, before!.Content);
            },
            cancellationToken);
        return after is null ? WebhookResult.Unknown : new WebhookResult(after);
    }

    private async Task<WebhookResult> ChangeAsync(WebhookEvent.AppointmentChanged changed, CancellationToken cancellationToken)
    {
        var whose = changed.Patient is { } patient
            ? (await roster.FindPatientAsync(await patients.IdOfAsync(changed.Source, patient, cancellationToken), cancellationToken))?.Patient
            : null;
        if (changed.Patient is not null && whose is null) return WebhookResult.Unknown;
        var id = await occasions.IdOfAsync(OccasionKind.Appointment, changed.Source, changed.Appointment, cancellationToken);
        Occasion? after = null;
        await occasions.WriteAsync(
            OccasionKind.Appointment, id,
            before =>
            {
                after = before?.Occasion is { } known
                    ? Told(changed, known, one => After(changed, id, whose, one)!)
                    : After(changed, id, whose, null);
                return after is null ? null : (after, before?.Content ?? "");
            },
            cancellationToken);
        return after is null ? WebhookResult.Unknown : new WebhookResult(after);
    }

    // Calls may overtake each other: what came about before the newest that is known changes nothing any more.
    private static Occasion Told(WebhookEvent happened, Occasion known, Func<Occasion, Occasion> change) =>
        happened.OccurredAt < known.ToldAt ? known : change(known) with { ToldAt = happened.OccurredAt ?? known.ToldAt };

    private static Occasion? After(WebhookEvent.AppointmentChanged changed, string id, RosterPatient? whose, Occasion? before)
    {
        if ((changed.At ?? before?.At) is not { } at) return null;
        var moved = before is not null && before.At != at;
        var occasion = before ?? (whose is null ? null : new Occasion
        {
            Id = id,
            Kind = OccasionKind.Appointment,
            Conversation = whose.Conversation,
            PatientId = whose.PatientId,
            At = at,
            ToldAt = changed.OccurredAt,
        });
        if (occasion is null) return null;
        return occasion with
        {
            Conversation = whose?.Conversation ?? occasion.Conversation,
            PatientId = whose?.PatientId ?? occasion.PatientId,
            At = at,
            Status = changed.Status ?? (moved ? OccasionStatus.Expected : occasion.Status),
            Facts = occasion.Facts with
            {
                Doctor = changed.Facts.Doctor ?? occasion.Facts.Doctor,
                Place = changed.Facts.Place ?? occasion.Facts.Place,
                Url = changed.Facts.Url ?? occasion.Facts.Url,
            },
        };
    }

    // Who has never written and is in no roster has agreed to nothing: there is nobody to text.
    private async Task<WebhookResult> CallAsync(WebhookEvent.CallMissed call, CancellationToken cancellationToken)
    {
        var at = call.At ?? time.GetUtcNow();
        var conversation = (await keys.IndexAsync(cancellationToken)).For(clinic.Lines[0].Id.Value, call.Number);
        var (head, _) = await rows.ReadAsync(conversation, cancellationToken);
        if (head is not { IsWhole: true }) return WebhookResult.Ignored;
        var day = TimeZoneInfo.ConvertTime(at, clinic.TimeZone);
        var id = await roster.IdOfAsync("call", FormattableString.Invariant($"{call.Number}|{day:yyyy-MM-dd}"), cancellationToken);
        var occasion = new Occasion
        {
            Id = id,
            Kind = OccasionKind.Call,
            Conversation = conversation,
            PatientId = await OnlyPatientAsync(conversation, head, cancellationToken),
            At = at,
        };

        // One a caller and day: the second call changes nothing.
        await occasions.WriteAsync(
            OccasionKind.Call, id, before => before?.Occasion is null ? (occasion, "call") : null, cancellationToken);
        return new WebhookResult(occasion);
    }

    // Of a shared number nobody knows who called (W18).
    private async Task<string> OnlyPatientAsync(ConversationId id, HeadRow head, CancellationToken cancellationToken) =>
        await boxes.FindNamesAsync(id, head, cancellationToken) is [{ Removed: false } only] ? only.PatientId : "";
}

/// <summary>What came of an event.</summary>
/// <param name="Occasion">What it was about, as it is now; null when nothing was done.</param>
/// <param name="IsUnknown">Nothing of that id is known. Else, without an occasion, it concerns nobody whom the clinic knows.</param>
public sealed record WebhookResult(Occasion? Occasion, bool IsUnknown = false)
{
    internal static WebhookResult Unknown { get; } = new(null, IsUnknown: true);

    internal static WebhookResult Ignored { get; } = new((Occasion?)null);
}
