using System.Diagnostics.CodeAnalysis;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.Audit;

/// <summary>Which entries somebody looks for; null asks for nothing.</summary>
/// <param name="Conversation">Whose record was touched.</param>
/// <param name="Actor">A staff id, or an actor as it stands in the log.</param>
/// <param name="Action">One action.</param>
/// <param name="Address">An address in clear; it is hashed at once.</param>
/// <param name="Source">The same as an entry shows it.</param>
/// <param name="Outcome">One outcome.</param>
/// <param name="Emergency">A grant's id, or <c>any</c>.</param>
/// <param name="From">Not before.</param>
/// <param name="Until">Before.</param>
/// <param name="Cursor">Where the search before ended.</param>
internal sealed record LogQuery(
    string? Conversation,
    string? Actor,
    string? Action,
    string? Address,
    string? Source,
    string? Outcome,
    string? Emergency,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    string? Cursor);

/// <summary>A query that can be asked.</summary>
/// <param name="Conversation">As in the query.</param>
/// <param name="Actor">As it stands in the log.</param>
/// <param name="Action">As in the query.</param>
/// <param name="Source">A hashed address.</param>
/// <param name="Outcome">As in the query.</param>
/// <param name="Emergency">As in the query.</param>
/// <param name="Window">When.</param>
/// <param name="Cursor">Where to go on.</param>
internal sealed record LogFilter(
    string? Conversation,
    string? Actor,
    string? Action,
    string? Source,
    string? Outcome,
    string? Emergency,
    JournalWindow Window,
    JournalCursor? Cursor)
{
    private const string Any = "any";
    private static readonly DateTimeOffset Oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a query. What could not stand in an entry is refused rather than found nowhere.</summary>
    public static bool TryRead(LogQuery query, BlindIndex index, [NotNullWhen(true)] out LogFilter? filter)
    {
        filter = null;
        JournalCursor? cursor = null;
        ClientAddress? address = null;
        if ((query.Conversation is not null && !ConversationId.TryParse(query.Conversation, out _))
            || !IsCode(query.Actor) || !IsCode(query.Action) || !IsCode(query.Outcome) || !IsCode(query.Emergency)
            || (query.Source is not null && !Opaque.IsSource(query.Source))
            || (query.Address is not null && (query.Source is not null || (address = ClientAddress.Parse(query.Address)) is null))
            || (query.Cursor is not null && !JournalCursor.TryParse(query.Cursor, out cursor))
            || query.From >= query.Until)
            return false;
        filter = new LogFilter(
            query.Conversation,
            StaffId.TryParse(query.Actor, out var staff) ? $"staff:{staff.Value}" : query.Actor,
            query.Action, address is null ? query.Source : index.ForAddress(address), query.Outcome, query.Emergency,
            new JournalWindow(Within(query.From), Within(query.Until)), cursor);
        return true;
    }

    /// <summary>Whether an entry is asked for.</summary>
    public bool Fits(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (Actor is null || entry.Actor == Actor)
            && (Action is null || entry.Action == Action)
            && (Outcome is null || entry.Outcome == Outcome)
            && (Source is null || entry.Source == Source)
            && (Emergency is null || (Emergency == Any ? entry.Emergency is not null : entry.Emergency == Emergency))
            && (Conversation is null || entry.Subjects.Contains(Conversation));
    }

    /// <summary>Whom the look is about, for its own entry: who looks a colleague up leaves that behind.</summary>
    public IReadOnlyList<string> Subjects => [.. new[] { Conversation, Actor }.OfType<string>().Where(id => Opaque.Fits(id, Opaque.MaxShortLength))];

    // Before the first day of the calendar there is nothing to reckon with; and nothing in the log is so old.
    private static DateTimeOffset? Within(DateTimeOffset? time) => time < Oldest ? Oldest : time;

    private static bool IsCode(string? text) => text is null || Opaque.Fits(text);
}
