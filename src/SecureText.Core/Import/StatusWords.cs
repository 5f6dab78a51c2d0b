using SecureText.Campaigns;
using SecureText.Roster;

namespace SecureText.Import;

/// <summary>How systems call where an occasion stands, folded. What is settled for one kind is only booked for another.</summary>
internal static class StatusWords
{
    private static readonly HashSet<string> Cancelled = Set(
        "cancelled canceled cancel void voided deleted removed rescheduled writeoff denied discontinued stopped"
        + " cancelada cancelado anulada anulado reprogramada patientcancelled canceledbypatient cancelledbypatient cancelledbyclinic enteredinerror");

    private static readonly HashSet<string> Missed = Set(
        "missed noshow noshowed ns dna didnotattend absent failed noasistio ausente falto inasistencia");

    private static readonly HashSet<string> Kept = Set(
        "kept completed complete fulfilled arrived checkedin checkedout checkin checkout seen done attended finished roomed"
        + " completada completado atendida atendido asistio llego realizada");

    private static readonly HashSet<string> Open = Set(
        "open due unpaid outstanding sent pending expected active issued new overdue pastdue balance partiallypaid partial"
        + " pendiente abierta abierto vencida activa activo");

    private static readonly HashSet<string> Booked = Set(
        "booked scheduled confirmed unconfirmed expected active new open"
        + " programada programado confirmada confirmado agendada agendado reservada activa");

    // Of visits alone.
    private static readonly HashSet<string> NotYet = Set(
        "pending proposed tentative waitlist waitlisted requested hold onhold pendiente propuesta solicitada listadeespera");

    private static readonly HashSet<string> Paid = Set(
        "paid paidinfull settled closed zero balanced collected completed done pagado pagada liquidado saldado cerrado");

    private static readonly HashSet<string> Filled = Set(
        "filled refilled pickedup dispensed delivered shipped completed done closed surtido surtida entregado entregada recogido");

    private static readonly HashSet<string> IsBooked = Set(
        "booked scheduled completed done closed kept agendado agendada programado programada");

    /// <summary>Null when the word is not known.</summary>
    public static OccasionStatus? Read(OccasionKind kind, string folded) => kind switch
    {
        _ when Cancelled.Contains(folded) => OccasionStatus.Cancelled,
        OccasionKind.Appointment or OccasionKind.Visit =>
            Missed.Contains(folded) ? OccasionStatus.Missed
            : Kept.Contains(folded) ? OccasionStatus.Kept
            : Booked.Contains(folded) ? OccasionStatus.Expected
            : null,
        OccasionKind.Statement => Of(folded, Paid),
        OccasionKind.Refill => Of(folded, Filled),
        _ => Of(folded, IsBooked),
    };

    /// <summary>Whether it says of a visit that nobody has booked it yet.</summary>
    public static bool IsNotBooked(OccasionKind kind, string folded) =>
        kind is OccasionKind.Appointment or OccasionKind.Visit && NotYet.Contains(folded);

    /// <summary>Examples for a refusal.</summary>
    public static string Known(OccasionKind kind) => kind switch
    {
        OccasionKind.Appointment or OccasionKind.Visit => "booked, cancelled, kept or missed",
        OccasionKind.Statement => "open, paid or void",
        OccasionKind.Refill => "due, filled or cancelled",
        _ => "due, booked or cancelled",
    };

    private static OccasionStatus? Of(string folded, HashSet<string> settled) =>
        settled.Contains(folded) ? OccasionStatus.Settled : Open.Contains(folded) ? OccasionStatus.Expected : null;

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
