using Azure;
using SecureText.Staff;

namespace SecureText.Storage;

/// <summary>Everybody on the staff as of one moment.</summary>
/// <param name="Rows">One for each person.</param>
/// <param name="Guard">The guard's ETag; null before the first change of roles.</param>
public sealed record StaffList(IReadOnlyList<StaffRow> Rows, ETag? Guard)
{
    /// <summary>The persons.</summary>
    public IEnumerable<Person> Persons => Rows.Select(row => row.Person);
}

/// <summary>What changes of somebody beside what stands in clear.</summary>
public sealed record StaffChange
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>The Entra object id that the person is bound to from now on, hashed.</summary>
    public string? ObjectTag { get; init; }

    /// <summary>What the person has attested.</summary>
    public Attestation? Attested { get; init; }

    /// <summary>With a change of roles: everybody that the decision was made on.</summary>
    public StaffList? All { get; init; }
}
