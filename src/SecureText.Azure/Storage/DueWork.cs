using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// Promises to come back: a row is written before work begins that nobody else would repeat (a send by staff, a deferred
/// text, a change of a head whose index must follow), and deleted when it is finished. The timer walks the due ones.
/// Holds opaque ids only.
/// </summary>
public sealed class DueWork(TableClient table)
{
    /// <summary>How long whoever promises has to finish by itself: the timer comes no sooner, or two would do the same work.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private const string Partition = "due";

    /// <summary>
    /// When to promise a text that is not written yet: never so soon that the timer looks for it, finds nothing and takes the promise
    /// for kept. Whose time comes sooner is promised once more when it is written.
    /// </summary>
    public static DateTimeOffset BeforeWriting(DateTimeOffset? dueAt, DateTimeOffset now) =>
        dueAt > now + Grace ? dueAt.Value : now + Grace;

    /// <summary>Writes a promise; the same one twice is one row.</summary>
    public async Task PromiseAsync(DueItem item, CancellationToken cancellationToken) =>
        await table.UpsertEntityAsync(
            new TableEntity(Partition, item.RowKey), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Takes a promise back; not an error when it is gone.</summary>
    public Task KeepAsync(DueItem item, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(Partition, item.RowKey, ETag.All, cancellationToken);

    /// <summary>What is due at <paramref name="now"/>, oldest first.</summary>
    public async IAsyncEnumerable<DueItem> DueAsync(
        DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var until = DueItem.TimePart(now) + "~";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {until}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (DueItem.TryParse(entity.RowKey, out var item)) yield return item;
        }
    }
}

/// <summary>One promise.</summary>
/// <param name="At">When to come back.</param>
/// <param name="Conversation">Whose.</param>
/// <param name="Message">The text to send; null when the inbox index must follow the head, unless a journey or campaign is named.</param>
public sealed record DueItem(DateTimeOffset At, ConversationId Conversation, MessageId? Message)
{
    private const string JourneyMark = "j.";
    private const string CampaignMark = "c.";
    private const string MembersMark = "r.";
    private const string ShredMark = "s.";

    /// <summary>The journey to wake; <see cref="Message"/> is null then.</summary>
    public JourneyId? Journey { get; init; }

    /// <summary>The campaign to wake; it has no conversation.</summary>
    public string? Campaign { get; init; }

    /// <summary>Not the campaign itself but every one of its journeys is to be woken.</summary>
    public bool Members { get; init; }

    /// <summary>The conversation is to be shredded, if that still stands; <see cref="Message"/> is null then.</summary>
    public bool Shreds { get; init; }

    /// <summary>Shreds a conversation.</summary>
    public static DueItem ForShredding(DateTimeOffset at, ConversationId conversation) =>
        new(at, conversation, null) { Shreds = true };

    /// <summary>Wakes a journey.</summary>
    public static DueItem For(DateTimeOffset at, ConversationId conversation, JourneyId journey) =>
        new(at, conversation, null) { Journey = journey };

    /// <summary>Wakes a campaign, or all its journeys.</summary>
    public static DueItem For(DateTimeOffset at, string campaign, bool members) =>
        new(at, default, null) { Campaign = campaign, Members = members };

    /// <summary>What it is about, for the log.</summary>
    public string Subject => Campaign ?? Conversation.Value;

    internal string RowKey => this switch
    {
        { Campaign: { } campaign } => $"{TimePart(At)}||{(Members ? MembersMark : CampaignMark)}{campaign}",
        { Shreds: true } => $"{TimePart(At)}|{Conversation.Value}|{ShredMark}",
        { Journey: { } journey } => $"{TimePart(At)}|{Conversation.Value}|{JourneyMark}{journey.Value}",
        _ => $"{TimePart(At)}|{Conversation.Value}|{Message?.Value}",
    };

    internal static string TimePart(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    internal static bool TryParse(string rowKey, out DueItem item)
    {
        item = null!;
        var parts = rowKey.Split('|');
        if (parts.Length != 3
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks) return false;
        var (at, what) = (new DateTimeOffset(ticks, TimeSpan.Zero), parts[2]);
        if (parts[1].Length == 0)
        {
            var members = what.StartsWith(MembersMark, StringComparison.Ordinal);
            if (!members && !what.StartsWith(CampaignMark, StringComparison.Ordinal)) return false;
            item = For(at, what[CampaignMark.Length..], members);
            return true;
        }

        if (!ConversationId.TryParse(parts[1], out var conversation)) return false;
        item = new DueItem(at, conversation, null);
        if (what.Length == 0) return true;
        if (what.StartsWith(JourneyMark, StringComparison.Ordinal))
        {
            if (!JourneyId.TryParse(what[JourneyMark.Length..], out var journey)) return false;
            item = item with { Journey = journey };
            return true;
        }

        if (what == ShredMark)
        {
            item = item with { Shreds = true };
            return true;
        }

        if (!MessageId.TryParse(what, out var message)) return false;
        item = item with { Message = message };
        return true;
    }
}
