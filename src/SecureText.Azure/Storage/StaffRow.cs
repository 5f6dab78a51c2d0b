using Azure;
using Azure.Data.Tables;
using SecureText.Staff;

namespace SecureText.Storage;

/// <summary>Somebody on the staff as the row stands in the table.</summary>
/// <param name="Person">What stands in clear. Of a changed row nothing is believed: shut out, without a role.</param>
/// <param name="NameBox">Sealed name.</param>
/// <param name="EmailBox">Sealed address.</param>
/// <param name="ObjectTag">Keyed hash of the Entra object id; null until the first sign-in.</param>
/// <param name="ETag">For the next write.</param>
/// <param name="IsWhole">False when somebody without the key has changed the row.</param>
/// <param name="WrittenAt">When it was last written, as the service says; null before it is stored.</param>
public sealed record StaffRow(
    Person Person, byte[] NameBox, byte[] EmailBox, string? ObjectTag, ETag ETag, bool IsWhole, DateTimeOffset? WrittenAt = null)
{
    internal const string Partition = "staff";
    internal const string PersonPrefix = "M|";
    internal const string AfterPersons = "N";

    internal static string RowKeyOf(StaffId id) => PersonPrefix + id.Value;

    internal TableEntity ToEntity(RowSeal seal)
    {
        var entity = new TableEntity(Partition, RowKeyOf(Person.Id))
        {
            ["Role"] = Person.Role.Name(),
            ["Active"] = Person.Active,
            ["Round"] = Person.Round,
            ["Attested"] = TrainingRules.Format(Person.Attested),
            ["Name"] = NameBox,
            ["Email"] = EmailBox,
        };
        entity.SetUnlessNull("SignedInAt", Person.SignedInAt);
        entity.SetUnlessNull("Object", ObjectTag);
        return seal.Sign(entity);
    }

    /// <summary>Null when not even the key is one of ours.</summary>
    internal static StaffRow? From(RowSeal seal, TableEntity entity)
    {
        if (!StaffId.TryParse(entity.RowKey[PersonPrefix.Length..], out var id)) return null;
        var isWhole = seal.IsWhole(entity);
        return new StaffRow(
            isWhole ? Read(id, entity) : new Person { Id = id, Role = Role.None, Active = false },
            entity.TryBinary("Name"),
            entity.TryBinary("Email"),
            isWhole ? entity.GetString("Object") : null,
            entity.ETag,
            isWhole,
            entity.Timestamp);
    }

    private static Person Read(StaffId id, TableEntity entity) => new()
    {
        Id = id,
        Role = RoleNames.TryParse(entity.Text("Role"), out var role) ? role : Role.None,
        Active = entity.GetBoolean("Active") ?? false,
        Round = entity.GetInt32("Round") ?? throw new InvalidDataException("A staff row lacks Round."),
        SignedInAt = entity.Time("SignedInAt"),
        Attested = TrainingRules.Parse(entity.Text("Attested")),
    };
}
