using Azure;
using Azure.Data.Tables;
using SecureText.Consent;

namespace SecureText.Storage;

/// <summary>
/// What stays of a conversation that was shredded: when, by whose order, and what the number had agreed to or withdrawn, so that a
/// STOP holds for good (P4). Nothing in it is personal.
/// </summary>
/// <param name="At">When it was begun.</param>
/// <param name="By">Actor who ordered it.</param>
/// <param name="Version">Of the head that was there; who begins anew counts on from it.</param>
/// <param name="Consent">What counts for the number.</param>
/// <param name="StopConfirmedAt">When the withdrawal in force was confirmed.</param>
/// <param name="IsUnderway">Rows may still be there: nobody begins anew before they are gone.</param>
/// <param name="ETag">For the next write.</param>
/// <param name="IsWhole">False when somebody without the key has changed it: then it counts as a withdrawal.</param>
public sealed record ShreddedStub(
    DateTimeOffset At,
    string By,
    long Version,
    ConsentState Consent,
    DateTimeOffset? StopConfirmedAt,
    bool IsUnderway,
    ETag ETag,
    bool IsWhole)
{
    internal TableEntity ToEntity(RowSeal seal, string partition)
    {
        var entity = new TableEntity(partition, RowKeys.Stub)
        {
            ["At"] = At,
            ["By"] = By,
            ["Version"] = Version,
            ["Consent"] = Consent.Format(),
            ["IsUnderway"] = IsUnderway,
        };
        entity.SetUnlessNull("StopConfirmedAt", StopConfirmedAt);
        return seal.Sign(entity);
    }

    internal static ShreddedStub From(RowSeal seal, TableEntity entity, DateTimeOffset now) => seal.IsWhole(entity)
        ? new ShreddedStub(
            entity.Time("At") ?? throw new InvalidDataException("A stub lacks At."),
            entity.Text("By"),
            entity.Long("Version"),
            ConsentState.Parse(entity.Text("Consent")),
            entity.Time("StopConfirmedAt"),
            entity.GetBoolean("IsUnderway") ?? false,
            entity.ETag,
            IsWhole: true)
        : new ShreddedStub(
            entity.Timestamp ?? now, "system", 0,
            ConsentState.Empty.Apply(new ConsentRecord(ConsentChange.Withdrawn, [], ConsentSource.Staff, now, "system")),
            null, IsUnderway: false, entity.ETag, IsWhole: false);
}
