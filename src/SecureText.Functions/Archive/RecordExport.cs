using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>The patient's right-of-access export: journaled before its first byte (P2), remembered before its last.</summary>
public sealed class RecordExport(RecordZip zip, ArchiveStore archive, IJournal journal, TimeProvider time)
{
    private const string Action = "record.export";

    /// <summary>Journals it; what <see cref="WriteAsync"/> then writes may be shown.</summary>
    public async Task<DateTimeOffset> BeginAsync(ConversationId id, string actor, string correlation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await journal.AppendAsync(new AuditEntry(now, actor, Action, [id.Value], "done", correlation), cancellationToken);
        return now;
    }

    /// <summary>Writes the ZIP. One that breaks off counts as none.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="head">The head that was asked.</param>
    /// <param name="begun">When it was journaled: what comes later is not surely in it.</param>
    /// <param name="actor">Who takes it.</param>
    /// <param name="correlation">Ties the entries together.</param>
    /// <param name="to">The answer.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public Task WriteAsync(
        ConversationId id, HeadRow head, DateTimeOffset begun, string actor, string correlation, Stream to, CancellationToken cancellationToken) =>
        zip.WriteAsync(
            id, head, to,
            async damaged =>
            {
                if (damaged > 0)
                {
                    await journal.AppendAsync(
                        new AuditEntry(time.GetUtcNow(), actor, Action, [id.Value], "damaged", correlation), cancellationToken);
                }

                while (await archive.ReadAsync(id, cancellationToken) is { } keeping)
                {
                    // A row that was changed stays as it is, held: written anew, it would look whole.
                    if (!keeping.Row.IsWhole) return;
                    var after = keeping.Row.Archive.Exported(begun, actor);
                    if (await archive.SaveAsync(id, keeping.Row, after, null, cancellationToken)) return;
                }
            },
            cancellationToken);
}
