using Azure;
using Azure.Data.Tables;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.Storage;

/// <summary>Emergency access as the row stands in the table. A row that was changed opens nothing.</summary>
/// <param name="Grant">What stands in clear.</param>
/// <param name="ReasonBox">Sealed reason.</param>
/// <param name="NoteBox">Sealed note of the review; empty without one.</param>
/// <param name="ETag">For the next write.</param>
public sealed record EmergencyRow(EmergencyGrant Grant, byte[] ReasonBox, byte[] NoteBox, ETag ETag)
{
    internal const string Partition = "emergency";
    internal const string Reason = "Reason";
    internal const string Note = "Note";
    internal const string Prefix = "E|";
    internal const string AfterGrants = "F";

    internal static string RowKeyOf(EmergencyId id) => Prefix + id.Value;

    internal TableEntity ToEntity(RowSeal seal)
    {
        var entity = new TableEntity(Partition, RowKeyOf(Grant.Id))
        {
            ["Staff"] = Grant.Staff.Value,
            ["Conversation"] = Grant.Conversation.Value,
            ["From"] = Grant.From,
            ["Reviewed"] = Grant.Review is not null,
            [Reason] = ReasonBox,
        };
        entity.SetUnlessNull("EndedAt", Grant.EndedAt);
        if (Grant.Review is { } review)
        {
            entity["ReviewedBy"] = review.By.Value;
            entity["ReviewedAt"] = review.At;
            entity["Finding"] = review.Finding.ToString();
            entity[Note] = NoteBox;
        }

        return seal.Sign(entity);
    }

    /// <summary>Null when it is not as this program wrote it.</summary>
    internal static EmergencyRow? From(RowSeal seal, TableEntity entity) =>
        seal.IsWhole(entity)
        && EmergencyId.TryParse(entity.RowKey[Prefix.Length..], out var id)
        && StaffId.TryParse(entity.TryText("Staff"), out var staff)
        && ConversationId.TryParse(entity.TryText("Conversation"), out var conversation)
        && entity.TryTime("From") is { } from
            ? new EmergencyRow(
                new EmergencyGrant
                {
                    Id = id,
                    Staff = staff,
                    Conversation = conversation,
                    From = from,
                    EndedAt = entity.TryTime("EndedAt"),
                    Review = ReviewIn(entity),
                },
                entity.TryBinary(Reason), entity.TryBinary(Note), entity.ETag)
            : null;

    private static EmergencyReview? ReviewIn(TableEntity entity) =>
        StaffId.TryParse(entity.TryText("ReviewedBy"), out var by)
        && entity.TryTime("ReviewedAt") is { } at
        && Enum.TryParse<EmergencyFinding>(entity.TryText("Finding"), out var finding)
            ? new EmergencyReview(by, at, finding)
            : null;
}
