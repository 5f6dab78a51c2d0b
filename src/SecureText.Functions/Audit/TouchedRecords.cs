using SecureText.Sealing;

namespace SecureText.Audit;

/// <summary>What an entry says of whose record was touched. Pure.</summary>
internal static class TouchedRecords
{
    /// <summary>Whether something was touched: what was refused was not, and a look at the log shows ids alone.</summary>
    public static bool IsTouch(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Outcome != "refused" && entry.Action != AuditActions.Read;
    }

    /// <summary>The conversations among the subjects.</summary>
    public static IEnumerable<string> Of(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Subjects.Where(id => ConversationId.TryParse(id, out _)).Distinct(StringComparer.Ordinal);
    }
}

/// <summary>One conversation that was touched.</summary>
/// <param name="Conversation">Opaque id.</param>
/// <param name="Times">Entries. A change is two: attempted, done.</param>
/// <param name="First">The oldest.</param>
/// <param name="Last">The newest.</param>
/// <param name="Actions">How many of each action.</param>
public sealed record Touched(
    string Conversation, int Times, DateTimeOffset First, DateTimeOffset Last, IReadOnlyDictionary<string, int> Actions)
{
    /// <summary>Of one entry.</summary>
    public static Touched Once(string conversation, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new Touched(conversation, 1, entry.At, entry.At, new Dictionary<string, int> { [entry.Action] = 1 });
    }

    /// <summary>With one more.</summary>
    public Touched With(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var actions = new Dictionary<string, int>(Actions);
        actions[entry.Action] = actions.GetValueOrDefault(entry.Action) + 1;
        return this with
        {
            Times = Times + 1,
            First = entry.At < First ? entry.At : First,
            Last = entry.At > Last ? entry.At : Last,
            Actions = actions,
        };
    }
}
