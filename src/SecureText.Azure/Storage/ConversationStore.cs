using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>
/// The table of conversations: one partition each, with head, wrapped data keys, messages newest first, consent records
/// and idempotency keys. Writes are entity group transactions guarded by the head's ETag.
/// </summary>
public sealed partial class ConversationStore(TableClient table, SealedTexts texts, IndexKeys keys)
{
    // Head and data keys stand before the messages of a page; more keys than this cost a second request.
    private const int RoomForKeys = 50;

    // The service gives no more at once (azure-facts: tables).
    private const int LargestPage = 1000;

    /// <summary>The head; null when nobody has written yet. One storage request.</summary>
    public async Task<HeadRow?> FindAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, RowKeys.Head, cancellationToken: cancellationToken);
        return found.HasValue ? HeadRow.From(await keys.RowSealAsync(cancellationToken), found.Value!) : null;
    }

    /// <summary>Writes a change whole or not at all. One storage request (more for words over 30 KiB).</summary>
    public async Task<CommitOutcome> CommitAsync(ConversationChange change, CancellationToken cancellationToken)
    {
        var partition = change.Id.Value;
        var seal = await keys.RowSealAsync(cancellationToken);
        var actions = new List<TableTransactionAction>();
        using var key = texts.KeyFor(change.Id);
        foreach (var draft in change.Messages)
        {
            var words = await texts.SealAsync(key, change.Id, draft, cancellationToken);
            var files = texts.SealFiles(key, change.Id, draft);
            Add(MessageRow.ToEntity(seal, partition, draft.Facts(), words.Box, words.BlobName, files));
        }

        foreach (var (cause, record) in change.Consents) Add(ConsentRow(key, change.Id, cause, record));
        foreach (var (message, link) in change.Links)
        {
            Add(seal.Sign(new TableEntity(partition, RowKeys.Link(message)) { ["Link"] = link.Value }));
        }

        foreach (var (before, after) in change.Journeys)
        {
            if (before is null) Add(JourneyEntity(seal, key, change.Id, after));
        }

        if (change.Request is { } request)
        {
            Add(seal.Sign(new TableEntity(partition, RowKeys.Request(request.Hash))
            {
                ["Message"] = request.Message.Value,
                ["Words"] = seal.TagOf(request.Words),
            }));
        }

        var guarded = actions.Count;
        foreach (var (patient, record) in change.Patients) actions.Add(PatientRows.Write(texts, key, change.Id, patient, record));
        foreach (var (before, after) in change.Journeys)
        {
            if (before is not null)
                actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, JourneyEntity(seal, key, change.Id, after), before.ETag));
        }

        var seals = actions.Count > 0;

        // Where there is no head the conversation may have been shredded since this process stored its key, and the key's row with it.
        if (seals && (!key.IsStored || change.Before is null))
        {
            actions.Add(new TableTransactionAction(
                TableTransactionActionType.UpsertReplace, SealedTexts.KeyRow(partition, key)));
        }

        foreach (var (row, after) in change.Updates)
        {
            RequireWhole(row);
            actions.Add(new TableTransactionAction(
                TableTransactionActionType.UpdateReplace, row.With(seal, partition, after), row.ETag));
        }

        actions.Add(ReferenceEquals(change.After, change.Before?.Head) ? HeadTouch(change) : HeadAction(seal, change));
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.FailedTransactionActionIndex < guarded && e.IsThere())
        {
            return CommitOutcome.Exists;
        }
        catch (RequestFailedException e) when (e.IsThere() || e.IsChanged())
        {
            return CommitOutcome.Conflict;
        }

        if (seals) key.MarkStored();
        return CommitOutcome.Done;

        void Add(TableEntity entity) => actions.Add(new TableTransactionAction(TableTransactionActionType.Add, entity));
    }

    /// <summary>The head, the keys and one message; nulls for what is not there. Two requests at once.</summary>
    public async Task<(HeadRow? Head, MessageRow? Message, WrappedKeys Keys)> FindMessageAsync(
        ConversationId id, MessageId message, CancellationToken cancellationToken)
    {
        var messageRow = table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, RowKeys.Message(message), cancellationToken: cancellationToken);
        var seal = await keys.RowSealAsync(cancellationToken);
        var (head, wrapped) = await HeadRow.ReadAsync(table, seal, id, cancellationToken);
        var found = await messageRow;
        return (head, found.HasValue ? MessageRow.From(seal, found.Value!) : null, wrapped);
    }

    /// <summary>
    /// The newest messages before <paramref name="before"/>, with head and keys on the first page. One range query.
    /// </summary>
    public async Task<ThreadPage> ReadAsync(
        ConversationId id, MessageId? before, int take, CancellationToken cancellationToken)
    {
        var page = new ThreadPage();
        var seal = await keys.RowSealAsync(cancellationToken);
        if (before is { } cursor)
        {
            await foreach (var entity in table.RangeAsync(id.Value, RowKeys.Head, RowKeys.MessagePrefix, cancellationToken))
            {
                AddTo(page, seal, entity);
            }

            // The cursor's own row is left out: '!' is the first printable character after the end of the key.
            await AddMessagesAsync(RowKeys.Message(cursor) + "!");
        }
        else
        {
            await AddMessagesAsync(RowKeys.Head);
        }

        return page;

        async Task AddMessagesAsync(string from)
        {
            await foreach (var entity in table.RangeAsync(id.Value, from, RowKeys.AfterMessages, cancellationToken, Math.Min(take + RoomForKeys, LargestPage)))
            {
                if (page.Messages.Count == take)
                {
                    page.HasMore = true;
                    return;
                }

                AddTo(page, seal, entity);
            }
        }
    }

    /// <summary>Changes a message's facts if nobody has changed it since. One request.</summary>
    /// <returns>False when it has changed: read again.</returns>
    public async Task<bool> UpdateMessageAsync(
        ConversationId id, MessageRow row, Message after, CancellationToken cancellationToken)
    {
        RequireWhole(row);
        var seal = await keys.RowSealAsync(cancellationToken);
        try
        {
            await table.UpdateEntityAsync(
                row.With(seal, id.Value, after), row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsChanged())
        {
            return false;
        }
    }

    /// <summary>
    /// Takes a message for sending, together with the head that the decision was made on: a STOP that arrives between
    /// the decision and this call changes the head, and the claim fails (P4). One request.
    /// </summary>
    /// <param name="id">The conversation.</param>
    /// <param name="head">The head that was asked.</param>
    /// <param name="row">The message as it was read.</param>
    /// <param name="claimed">The message with the claim.</param>
    /// <param name="greets">It says who writes and how to stop, should the patient not have been told: then it is noted now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The row as it is now; null when either has changed: decide again.</returns>
    public async Task<MessageRow?> ClaimAsync(
        ConversationId id, HeadRow head, MessageRow row, Message claimed, bool greets, CancellationToken cancellationToken)
    {
        RequireWhole(row);
        var seal = await keys.RowSealAsync(cancellationToken);
        var touch = new TableEntity(id.Value, RowKeys.Head) { [RowSeal.Touch] = claimed.ClaimedAt };
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.UpdateReplace, row.With(seal, id.Value, claimed), row.ETag),
            greets && head is { IsWhole: true, Head.Greeted: false }
                ? new(
                    TableTransactionActionType.UpdateReplace,
                    HeadRow.ToEntity(seal, id.Value, head.Head with { Greeted = true }, head.ContactBox, head.NameBox),
                    head.ETag)
                : new(TableTransactionActionType.UpdateMerge, touch, head.ETag),
        ];
        try
        {
            var written = await table.SubmitTransactionAsync(actions, cancellationToken);
            return row with { Message = claimed, ETag = written.Value[0].Headers.ETag ?? default };
        }
        catch (RequestFailedException e) when (e.IsChanged())
        {
            return null;
        }
    }

    /// <summary>The message that an idempotency key already stands for; null when the key is new.</summary>
    /// <returns>The message, and whether it was asked for with the same words.</returns>
    public async Task<(MessageId Message, bool SameWords)?> FindRequestAsync(
        ConversationId id, string hash, string words, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, RowKeys.Request(hash), cancellationToken: cancellationToken);
        if (!found.HasValue) return null;
        var seal = await keys.RowSealAsync(cancellationToken);
        if (!seal.IsWhole(found.Value!) || !MessageId.TryParse(found.Value!.GetString("Message"), out var message))
            throw new InvalidDataException("The row of an idempotency key was changed.");
        return (message, CryptographicOperations.FixedTimeEquals(found.Value!.GetBinary("Words"), seal.TagOf(words)));
    }

    /// <summary>
    /// Stores the key of something that does not stand in the table, before it can be seen: content whose key is lost could
    /// never be opened. No head guards it, and the row may be shredded: it does not count as stored, so the next to write
    /// does it again.
    /// </summary>
    internal async Task StoreKeyAsync(ConversationId id, WritingKey key, CancellationToken cancellationToken) =>
        await table.UpsertEntityAsync(SealedTexts.KeyRow(id.Value, key), TableUpdateMode.Replace, cancellationToken);

    // Written back, it would be sealed anew: the change would be hidden and the sealed words lost.
    private static void RequireWhole(MessageRow row)
    {
        if (!row.IsWhole) throw new InvalidOperationException("A changed message row is not written back.");
    }

    private static void AddTo(ThreadPage page, RowSeal seal, TableEntity entity)
    {
        if (entity.RowKey == RowKeys.Head) page.Add(HeadRow.From(seal, entity));
        else if (entity.RowKey.StartsWith(RowKeys.MessagePrefix, StringComparison.Ordinal)) page.Add(MessageRow.From(seal, entity));
        else page.Keys.Add(entity);
    }

    private static TableTransactionAction HeadAction(RowSeal seal, ConversationChange change)
    {
        var head = HeadRow.ToEntity(seal, change.Id.Value, change.After, change.ContactBox, change.NameBox);
        return change.Before is { } before
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, head, before.ETag)
            : new TableTransactionAction(TableTransactionActionType.Add, head);
    }

    // It says nothing new, but of a head that was taken away meanwhile it fails.
    private static TableTransactionAction HeadTouch(ConversationChange change) => new(
        TableTransactionActionType.UpdateMerge,
        new TableEntity(change.Id.Value, RowKeys.Head) { [RowSeal.Touch] = change.After.LastActivityAt },
        change.Before!.ETag);
}
