using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SecureText.Archive;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>The keeping of conversations: a row beside each head for hold, exports and an ordered shredding.</summary>
public sealed class ArchiveStore(TableClient table, SealedTexts texts, IndexKeys keys)
{
    private const int DayLength = 8;

    /// <summary>What decides about a conversation; null when there is none. Two requests at once.</summary>
    public async Task<RecordKeeping?> ReadAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var newest = NewestAsync(id, cancellationToken);
        var seal = await keys.RowSealAsync(cancellationToken);
        var (archive, head, written, isDayKnown) = (ArchiveRow.None, (HeadRow?)null, (DateTimeOffset?)null, true);
        await foreach (var entity in table.RangeAsync(id.Value, RowKeys.Archive, RowKeys.MessagePrefix, cancellationToken))
        {
            if (entity.RowKey == RowKeys.Archive) archive = ArchiveRow.From(seal, entity);
            else if (entity.RowKey == RowKeys.Head) head = HeadRow.From(seal, entity);
            else if (!entity.RowKey.StartsWith(RowKeys.KeyPrefix, StringComparison.Ordinal)) continue;
            else if (DayOf(entity.RowKey) is { } day) written = day;
            else isDayKnown = false;
        }

        var message = await newest;
        if (head is null) return null;

        // Texts of campaigns, notes, consents, patients and journeys leave the head's time alone; the day of the newest data key says
        // when something of them was written, whatever day a form bears. Of a changed head nobody knows the time, and a head to which
        // nothing has happened yet knows none.
        DateTimeOffset? known = head.Head.LastActivityAt == DateTimeOffset.UnixEpoch ? null : head.Head.LastActivityAt;
        DateTimeOffset?[] all = [known, message, written];
        return new RecordKeeping(archive, head, head.IsWhole && isDayKnown ? all.Max() : null);
    }

    /// <summary>Writes what was decided, if nobody has decided otherwise since.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="before">As it was read.</param>
    /// <param name="after">As it is to be.</param>
    /// <param name="notes">The history of the holds, when it has changed; null leaves it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when somebody has: read again.</returns>
    public async Task<bool> SaveAsync(
        ConversationId id, ArchiveRow before, RecordArchive after, IReadOnlyList<HoldNote>? notes, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        using var key = notes is null ? null : texts.KeyFor(id);
        var box = key is null
            ? before.ReasonBox
            : texts.Seal(key, id, RowKeys.Archive, ArchiveRow.ReasonField, JsonSerializer.Serialize(notes));
        var entity = ArchiveRow.ToEntity(seal, id.Value, after, box);
        List<TableTransactionAction> actions =
        [
            before.ETag is { } etag
                ? new(TableTransactionActionType.UpdateReplace, entity, etag)
                : new(TableTransactionActionType.Add, entity),
        ];
        if (key is { IsStored: false }) actions.Add(new(TableTransactionActionType.UpsertReplace, SealedTexts.KeyRow(id.Value, key)));
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsChanged() || e.IsThere())
        {
            return false;
        }

        key?.MarkStored();
        return true;
    }

    /// <summary>The holds with their reasons, oldest first; null when what is stored of them was changed (S9).</summary>
    public async Task<IReadOnlyList<HoldNote>?> NotesAsync(ConversationId id, ArchiveRow row, CancellationToken cancellationToken)
    {
        if (row.ReasonBox is not { } box) return row.IsWhole ? [] : null;
        var wrapped = await WrappedKeys.ReadAsync(table, id, cancellationToken);
        try
        {
            var json = await texts.OpenAsync(id, RowKeys.Archive, ArchiveRow.ReasonField, box, wrapped, cancellationToken);
            return JsonSerializer.Deserialize<List<HoldNote>>(json);
        }
        catch (Exception e) when (e is SealBrokenException or JsonException)
        {
            return null;
        }
    }

    // Newest first: the first row says when the newest message was.
    private async Task<DateTimeOffset?> NewestAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var rows = table.RangeAsync(id.Value, RowKeys.MessagePrefix, RowKeys.AfterMessages, cancellationToken, 1, ["RowKey"]);
        await foreach (var row in rows)
            return MessageId.TryParse(row.RowKey[RowKeys.MessagePrefix.Length..], out var message) ? message.PlacedAt : null;
        return null;
    }

    // Oldest first: the last that is read is the newest.
    private static DateTimeOffset? DayOf(string rowKey) =>
        rowKey.Length >= RowKeys.KeyPrefix.Length + DayLength
        && DateTimeOffset.TryParseExact(
            rowKey.AsSpan(RowKeys.KeyPrefix.Length, DayLength), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            ? day
            : null;
}

/// <summary>All that decides whether a conversation is kept.</summary>
/// <param name="Row">Hold, exports, an ordered shredding.</param>
/// <param name="Head">The head.</param>
/// <param name="LastActivityAt">The last that happened; null when nobody can say, as of a changed head.</param>
public sealed record RecordKeeping(ArchiveRow Row, HeadRow Head, DateTimeOffset? LastActivityAt);
