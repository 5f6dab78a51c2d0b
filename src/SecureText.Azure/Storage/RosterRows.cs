using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Roster;
using SecureText.Sealing;
using SecureText.Sending;

namespace SecureText.Storage;

/// <summary>A patient of the roster as it stands in the table.</summary>
/// <param name="Patient">Null when somebody without the key has changed the row: nothing in it may be trusted.</param>
/// <param name="Content">Keyed hash of what it was made from; empty when nothing may be trusted.</param>
/// <param name="ETag">For the next write.</param>
public sealed record RosterPatientRow(RosterPatient? Patient, string Content, ETag ETag)
{
    internal const string Partition = "patient";
    internal const string After = "~";

    internal const string Leads = "~of|";
    internal const string LeadsEnd = "~of}";

    // Behind every id, so that a reading of all patients does not page over these.
    internal static string KeyOf(ConversationId conversation, string patient) => $"{Leads}{conversation.Value}|{patient}";

    /// <summary>Where this patient of a number is led to; null when nowhere else.</summary>
    internal static RosterPatient? Onward(RosterPatient? found, Occasion from) =>
        found is { } one && (one.Conversation, one.PatientId) != (from.Conversation, from.PatientId) ? one : null;

    internal static TableEntity ToEntity(RowSeal seal, string rowKey, RosterPatient patient, string content)
    {
        var entity = new TableEntity(Partition, rowKey)
        {
            ["Id"] = patient.Id,
            ["Conversation"] = patient.Conversation.Value,
            ["PatientId"] = patient.PatientId,
            ["Content"] = content,
        };
        entity.SetUnlessNull("Zone", patient.Zone);
        entity.SetUnlessNull("State", patient.State?.Code);
        if (patient.IsLeft) entity["Left"] = true;
        return seal.Sign(entity);
    }

    internal static RosterPatientRow From(RowSeal seal, TableEntity entity) => !seal.IsWhole(entity)
        ? new RosterPatientRow(null, "", entity.ETag)
        : new RosterPatientRow(
            new RosterPatient
            {
                Id = entity.Text("Id"),
                Conversation = ConversationId.Parse(entity.Text("Conversation")),
                PatientId = entity.Text("PatientId"),
                Zone = entity.TryText("Zone"),
                IsLeft = entity.GetBoolean("Left") ?? false,
                State = UsState.TryParse(entity.TryText("State"), out var state) ? state : null,
            },
            entity.Text("Content"),
            entity.ETag);
}

/// <summary>An occasion as it stands in the table.</summary>
/// <param name="Occasion">Null when somebody without the key has changed the row: nothing in it may be trusted.</param>
/// <param name="Content">Keyed hash of what it was made from; empty when nothing may be trusted.</param>
/// <param name="ETag">For the next write.</param>
public sealed record OccasionRow(Occasion? Occasion, string Content, ETag ETag)
{
    /// <summary>What the roster knows of its patient; null when nothing.</summary>
    public RosterPatient? Patient { get; init; }

    internal static string PartitionOf(OccasionKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    internal static TableEntity ToEntity(RowSeal seal, Occasion occasion, string content, byte[] facts) =>
        seal.Sign(new TableEntity(PartitionOf(occasion.Kind), occasion.Id)
        {
            ["Conversation"] = occasion.Conversation.Value,
            ["PatientId"] = occasion.PatientId,
            ["At"] = occasion.At,
            ["Status"] = occasion.Status.ToString(),
            ["ToldAt"] = occasion.ToldAt,
            ["Content"] = content,
            ["Facts"] = facts,
        });

    internal static OccasionRow From(RowSeal seal, OccasionKind kind, TableEntity entity) => !seal.IsWhole(entity)
        ? new OccasionRow(null, "", entity.ETag)
        : new OccasionRow(
            new Occasion
            {
                Id = entity.RowKey,
                Kind = kind,
                Conversation = ConversationId.Parse(entity.Text("Conversation")),
                PatientId = entity.Text("PatientId"),
                At = entity.Time("At") ?? throw new InvalidDataException("An occasion's row lacks At."),
                Status = Enum.Parse<OccasionStatus>(entity.Text("Status")),
                ToldAt = entity.Time("ToldAt"),
            },
            entity.Text("Content"),
            entity.ETag);
}
