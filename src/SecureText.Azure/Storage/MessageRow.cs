using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sending;

namespace SecureText.Storage;

/// <summary>A message as it stands in the table: its facts, and its words sealed here or in a blob.</summary>
/// <param name="Message">The facts.</param>
/// <param name="Box">The sealed words; null when they stand in <paramref name="BlobName"/>.</param>
/// <param name="BlobName">Blob of the sealed words that are too large for a row.</param>
/// <param name="ETag">For the next write.</param>
/// <param name="IsWhole">False when somebody without the key has changed the row: nothing in it may be trusted.</param>
public sealed record MessageRow(Message Message, byte[]? Box, string? BlobName, ETag ETag, bool IsWhole)
{
    /// <summary>The sealed names of its files; null when it has none.</summary>
    public byte[]? FilesBox { get; init; }

    internal static TableEntity ToEntity(
        RowSeal seal, string partition, Message message, byte[]? box, string? blobName, byte[]? filesBox)
    {
        var entity = new TableEntity(partition, RowKeys.Message(message.Id));
        SetFacts(entity, message);
        entity.SetUnlessNull("Text", box);
        entity.SetUnlessNull("TextBlob", blobName);
        entity.SetUnlessNull("Files", filesBox);
        return seal.Sign(entity);
    }

    /// <summary>The row with other facts and the same words.</summary>
    internal TableEntity With(RowSeal seal, string partition, Message message) =>
        ToEntity(seal, partition, message, Box, BlobName, FilesBox);

    /// <summary>Reads a row; null when it is not even in the place of a message.</summary>
    internal static MessageRow? From(RowSeal seal, TableEntity entity)
    {
        if (!MessageId.TryParse(entity.RowKey[RowKeys.MessagePrefix.Length..], out var id)) return null;
        if (!seal.IsWhole(entity)) return new MessageRow(Distrusted(id), null, null, entity.ETag, IsWhole: false);
        var message = new Message
        {
            Id = id,
            At = entity.Time("At") ?? throw new InvalidDataException("A message row lacks At."),
            Status = Enum.Parse<MessageStatus>(entity.Text("Status")),
            Author = entity.Text("Author"),
            Channel = ParseOr(entity.GetString("Channel"), MessageChannel.Sms),
            Kind = ParseOr(entity.GetString("Kind"), MessageKind.Words),
            PatientId = entity.GetString("Patient"),
            Attachments = [.. Lines(entity.GetString("Attachments")).Select(Attachment.Parse)],
            Mentions = Lines(entity.GetString("Mentions")),
            Purpose = entity.GetString("Purpose") is { } purpose ? Enum.Parse<SendPurpose>(purpose) : null,
            Class = Enum.Parse<MessageClass>(entity.Text("Class")),
            Replies = ParseReplies(entity.GetString("Replies")),
            Answers = entity.Time("Answers"),
            Reason = entity.GetString("Reason"),
            DueAt = entity.Time("DueAt"),
            SlotAt = entity.Time("SlotAt"),
            ClaimedAt = entity.Time("ClaimedAt"),
            FirstSentAt = entity.Time("FirstSentAt"),
            Tries = entity.GetInt32("Tries") ?? 0,
            CarrierId = entity.GetString("CarrierId"),
            Journey = JourneyId.TryParse(entity.GetString("Journey"), out var journey) ? journey : null,
            Campaign = entity.GetString("Campaign"),
            Touch = entity.GetString("Touch"),
            Asks = AnswerForms.Parse(entity.GetString("Asks")),
            NotAfter = entity.Time("NotAfter"),
            Zone = entity.GetString("Zone"),
            State = UsState.TryParse(entity.GetString("State"), out var state) ? state : null,
            Attempt = entity.GetInt32("Attempt") ?? 0,
            TicketAt = entity.Time("TicketAt"),
        };
        return new MessageRow(message, entity.GetBinary("Text"), entity.GetString("TextBlob"), entity.ETag, IsWhole: true)
        {
            FilesBox = entity.GetBinary("Files"),
        };
    }

    // Settled, so that no sender touches it.
    private static Message Distrusted(MessageId id) =>
        new() { Id = id, At = id.PlacedAt, Status = MessageStatus.Unknown, Author = "unknown", Reason = "damaged" };

    private static void SetFacts(TableEntity entity, Message message)
    {
        entity["At"] = message.At;
        entity["Status"] = message.Status.ToString();
        entity["Author"] = message.Author;
        entity["Class"] = message.Class.ToString();
        entity["Tries"] = message.Tries;
        entity.SetUnlessNull("Reason", message.Reason);
        entity.SetUnlessNull("Purpose", message.Purpose?.ToString());
        entity.SetUnlessNull("DueAt", message.DueAt);
        entity.SetUnlessNull("SlotAt", message.SlotAt);
        entity.SetUnlessNull("ClaimedAt", message.ClaimedAt);
        entity.SetUnlessNull("FirstSentAt", message.FirstSentAt);
        entity.SetUnlessNull("CarrierId", message.CarrierId);
        if (message.Replies.Count > 0) entity["Replies"] = string.Join(',', message.Replies);

        // What an SMS of words does not have is not written, so that rows of the first version read and look the same.
        if (message.Channel != MessageChannel.Sms) entity["Channel"] = message.Channel.ToString();
        if (message.Kind != MessageKind.Words) entity["Kind"] = message.Kind.ToString();
        entity.SetUnlessNull("Answers", message.Answers);
        entity.SetUnlessNull("Patient", message.PatientId);
        if (message.Attachments.Count > 0) entity["Attachments"] = string.Join('\n', message.Attachments);
        if (message.Mentions.Count > 0) entity["Mentions"] = string.Join('\n', message.Mentions);
        entity.SetUnlessNull("Journey", message.Journey?.Value);
        entity.SetUnlessNull("Campaign", message.Campaign);
        entity.SetUnlessNull("Touch", message.Touch);
        entity.SetUnlessNull("Asks", message.Asks is { } asks ? AnswerForms.Format(asks) : null);
        entity.SetUnlessNull("NotAfter", message.NotAfter);
        entity.SetUnlessNull("Zone", message.Zone);
        entity.SetUnlessNull("State", message.State?.Code);
        if (message.Attempt > 0) entity["Attempt"] = message.Attempt;
        entity.SetUnlessNull("TicketAt", message.TicketAt);
    }

    private static T ParseOr<T>(string? name, T missing) where T : struct, Enum => name is null ? missing : Enum.Parse<T>(name);

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static List<MessageId> ParseReplies(string? text)
    {
        var replies = new List<MessageId>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!MessageId.TryParse(part, out var id)) throw new InvalidDataException("A message row has a wrong reply.");
            replies.Add(id);
        }

        return replies;
    }
}
