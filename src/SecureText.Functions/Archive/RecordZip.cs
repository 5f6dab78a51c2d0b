using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging;
using SecureText.Api.Conversations;
using SecureText.Clinic;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>
/// Writes the patient's copy as a ZIP while it is read: files first, chunk by chunk, then the record for people and for machines,
/// then what to know of it. No more of it than a span of messages is ever in memory.
/// </summary>
public sealed partial class RecordZip(
    ClinicProfile clinic,
    ConversationStore store,
    OpenedMessages opened,
    AttachmentBlobs blobs,
    RecordReading reading,
    TimeProvider time,
    ILogger<RecordZip> logger)
{
    private const string Folder = "attachments/";
    private static readonly FileKind[] Kinds = [FileKind.Jpeg, FileKind.Png, FileKind.Heic, FileKind.Pdf];

    /// <summary>Writes it all, but not the end of the ZIP: without <paramref name="finish"/> nobody takes it for whole.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="head">The head that was asked.</param>
    /// <param name="to">Only written, never read or sought.</param>
    /// <param name="finish">Runs before the end is written; is told how many entries do not open.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public async Task WriteAsync(
        ConversationId id, HeadRow head, Stream to, Func<int, Task> finish, CancellationToken cancellationToken)
    {
        var record = await reading.ReadAsync(id, head, cancellationToken);
        var spans = new List<ThreadSpan>();
        await foreach (var span in store.SpansAsync(id, cancellationToken)) spans.Add(span);
        await using var forward = new ForwardStream(to);
        var zip = await ZipArchive.CreateAsync(forward, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        var files = await FilesAsync(id, zip, spans, cancellationToken);
        var messages = new RecordMessages(store, opened, reading, id, spans, files);
        var words = ExportWords.For(record);
        await using (var entry = await EntryAsync(zip, "record.html", cancellationToken))
            await RecordHtml.WriteAsync(entry, record, messages, words, clinic.TimeZone, cancellationToken);
        await using (var entry = await EntryAsync(zip, "record.json", cancellationToken))
            await RecordJson.WriteAsync(entry, record, messages, cancellationToken);
        var damaged = record.Damaged.Count + messages.Damaged;
        await using (var entry = await EntryAsync(zip, "README.txt", cancellationToken))
            await entry.WriteAsync(Encoding.UTF8.GetBytes(words.Readme(record, damaged)), cancellationToken);
        await finish(damaged);

        // Disposed only now: the directory at the end is what makes a ZIP whole.
        await zip.DisposeAsync();
        await forward.FlushAsync(cancellationToken);
    }

    private async Task<Dictionary<string, RecordFile>> FilesAsync(
        ConversationId id, ZipArchive zip, List<ThreadSpan> newestFirst, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, RecordFile>(StringComparer.Ordinal);
        var wrapped = await store.ReadKeysAsync(id, cancellationToken);
        for (var i = newestFirst.Count - 1; i >= 0; i--)
        {
            foreach (var message in newestFirst[i].WithFiles.Reverse())
            {
                if ((await store.FindMessageAsync(id, message, cancellationToken)).Message is not { IsWhole: true } row) continue;
                var item = await opened.OpenAsync(id, row, wrapped, cancellationToken);
                foreach (var file in item.Attachments) files[file.Id] = await FileAsync(row, file, files.Count + 1);
            }
        }

        return files;

        async Task<RecordFile> FileAsync(MessageRow row, AttachmentItem file, int number)
        {
            // The number keeps two of one name apart, and every name from being one that a system reserves.
            var kind = Kinds.First(one => one.ContentType == file.Type);
            var path = string.Create(
                CultureInfo.InvariantCulture, $"{Folder}{number:D4}-{row.Message.At:yyyy-MM-dd}-{FileName.For(file.Name, kind)}");
            Stream? entry = null;
            try
            {
                await blobs.ReadAsync(
                    id, row.Message.Id, wrapped,
                    async (bytes, stop) =>
                    {
                        entry ??= await EntryAsync(zip, path, stop, CompressionLevel.NoCompression);
                        await entry.WriteAsync(bytes, stop);
                    },
                    cancellationToken);
                return new RecordFile(path, file.Name, file.Type, file.Bytes, Damaged: file.Name is null);
            }
            catch (SealBrokenException e)
            {
                LogDamaged(row.Message.Id.Value, id.Value, e.Reason);
                return new RecordFile(entry is null ? null : path, file.Name, file.Type, file.Bytes, Damaged: true);
            }
            finally
            {
                if (entry is not null) await entry.DisposeAsync();
            }
        }
    }

    private Task<Stream> EntryAsync(
        ZipArchive zip, string name, CancellationToken cancellationToken, CompressionLevel level = CompressionLevel.Optimal)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = TimeZoneInfo.ConvertTime(time.GetUtcNow(), clinic.TimeZone);
        return entry.OpenAsync(cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Error, "The file of message {MessageId} of conversation {Conversation} does not open for an export ({Reason}).")]
    private partial void LogDamaged(string messageId, string conversation, SealBreak reason);
}
