using System.Collections.Immutable;

namespace SecureText.Staff;

/// <summary>Somebody on the staff, without name and address: those are sealed.</summary>
public sealed record Person
{
    /// <summary>Never changes.</summary>
    public required StaffId Id { get; init; }

    /// <summary>Exactly one role.</summary>
    public required Role Role { get; init; }

    /// <summary>False after the owner has shut this person out. Nobody is deleted: the journal names him for years.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Counts up to end all sign-ins at once: one of an earlier round is over, however late it is looked at.</summary>
    public int Round { get; init; }

    /// <summary>The newest sign-in; null before the first.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Which version of which policy was attested last.</summary>
    public ImmutableSortedDictionary<string, int> Attested { get; init; } = TrainingRules.None;

    /// <summary>The same person with no sign-in left.</summary>
    public Person WithSignInsEnded() => this with { Round = Round + 1 };

    /// <summary>Whether the clinic would have nobody left who may manage staff if <paramref name="after"/> replaced its like.</summary>
    public static bool LeavesNoOwner(IEnumerable<Person> all, Person after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return !all.Select(person => person.Id == after.Id ? after : person).Any(IsWorkingOwner);
    }

    private static bool IsWorkingOwner(Person person) => person is { Active: true, Role: Role.Owner };
}
