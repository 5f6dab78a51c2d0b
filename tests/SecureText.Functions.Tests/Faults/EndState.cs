using System.Text.RegularExpressions;
using Azure.Data.Tables;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Storage;

namespace SecureText.Faults;

/// <summary>
/// Everything that one conversation has left behind, as lines without times and ids, so that two runs can be compared:
/// the thread, the head, every row of the inbox, promises, what the phone got and what the journal says.
/// </summary>
internal static partial class EndState
{
    private static readonly string[] Views =
        [InboxViews.Open, InboxViews.Unanswered, InboxViews.Urgent, InboxViews.Closed, InboxViews.Mine("u1")];

    public static async Task<string> OfAsync(TestClinic clinic, string number)
    {
        var id = await clinic.ConversationOf(number);
        var lines = new List<string>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (message, text) in await clinic.ThreadOf(number))
        {
            // What is random differs between two runs: ids of patients, tokens of links.
            names[message.Id.Value] = $"{SecretLink.Hide(text)} {message.Attachments.Count}";
            lines.Add($"message {WithoutId(message.Author)} {message.Status} {message.Reason} {SecretLink.Hide(text)}");
            foreach (var file in message.Attachments) lines.Add($"file {file.ContentType} {await LengthOf(clinic, id, message.Id)}");
        }

        if (await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None) is { } row)
        {
            var head = row.Head;
            lines.Add($"head unread={head.Unread} unanswered={head.UnansweredSince is not null} urgent={head.Urgent} "
                + $"{head.Status} {head.AssignedTo} greeted={head.Greeted} journeys={head.Journeys.Ids.Count} asked={head.Asked is not null} stop={head.StopConfirmedAt is not null} "
                + ConsentWords(head.Consent));
        }

        lines.AddRange(await InboxOf(clinic, id.Value));
        lines.AddRange(await RowsOf(clinic.Storage().Outbox, "due", id.Value, "promise"));
        lines.AddRange(await RowsOf(clinic.Storage().Inbox, "mentions|u2", id.Value, "mention"));
        lines.AddRange(clinic.Carrier.Sent.Where(m => m.To.E164 == number).Select(m => $"phone {SecretLink.Hide(m.Text.Value)}").Order());

        // The set: a repetition may log again, what happened may not be missing.
        lines.AddRange(clinic.Journal.Entries
            .Where(e => e.Subjects.Contains(id.Value))
            .Select(e => $"journal {WithoutId(e.Actor)} {e.Action} {names.GetValueOrDefault(e.Correlation, WithoutId(e.Correlation))}")
            .Distinct()
            .Order());
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string WithoutId(string text) => Random().Replace(text, "(id)");

    // A file that is in the thread must be there whole.
    private static async Task<long> LengthOf(TestClinic clinic, ConversationId id, MessageId message)
    {
        var (_, _, keys) = await clinic.Get<ConversationStore>().FindMessageAsync(id, message, CancellationToken.None);
        var length = 0L;
        await clinic.Get<AttachmentBlobs>().ReadAsync(
            id, message, keys, (bytes, _) => Task.FromResult(length += bytes.Length), CancellationToken.None);
        return length;
    }

    [GeneratedRegex("(?<=^|:)(?:[0-9a-f]{24}|[0-9a-f]{32})$")]
    private static partial Regex Random();

    public static async Task<bool> HasPromisesAsync(TestClinic clinic) =>
        (await RowsOf(clinic.Storage().Outbox, "due", "", "promise")).Count > 0;

    private static async Task<IEnumerable<string>> InboxOf(TestClinic clinic, string id)
    {
        var lines = new List<string>();
        foreach (var view in Views)
        {
            var (rows, _) = await clinic.Get<InboxIndex>().ReadAsync(view, null, 500, CancellationToken.None);
            foreach (var row in rows.Where(r => r.Id.Value == id))
            {
                var contact = await clinic.Get<InboxBoxes>().OpenContactAsync(row.Id, row.ContactBox, CancellationToken.None);
                var names = row.NameBox is null
                    ? []
                    : await clinic.Get<InboxBoxes>().OpenNamesAsync(row.Id, row.NameBox, CancellationToken.None);
                lines.Add($"inbox {view} unread={row.Unread} unanswered={row.Unanswered} urgent={row.Urgent} {row.Status} "
                    + $"{row.AssignedTo} {contact.Preview} {string.Join(", ", names.Select(name => name.DisplayName))} {ConsentWords(row.Consent)}");
            }
        }

        var pointers = await RowsOf(clinic.Storage().Inbox, "inbox", $"p|{id}|", "pointer");
        return [.. lines, .. pointers];
    }

    private static async Task<List<string>> RowsOf(TableClient table, string partition, string part, string word)
    {
        var lines = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter))
        {
            if (row.RowKey.Contains(part, StringComparison.Ordinal)) lines.Add(word);
        }

        return lines;
    }

    private static string ConsentWords(ConsentState consent) =>
        $"withdrawn={consent.IsWithdrawn} paused={consent.IsPausedForReview} "
        + string.Join(' ', Enum.GetValues<MessageClass>().Select(c => consent[c]));
}
