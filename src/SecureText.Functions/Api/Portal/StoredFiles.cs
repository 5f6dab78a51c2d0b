using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Portal;

/// <summary>Finds a file by its id, which is that of its message, and journals it before a byte is shown (P2).</summary>
public sealed partial class StoredFiles(
    ConversationStore store, SealedTexts texts, AttachmentBlobs blobs, IJournal journal, TimeProvider time, ILogger<StoredFiles> logger)
{
    internal async Task<IResult> FindAsync(
        ConversationId id,
        string attachment,
        Func<Message, bool> isAllowed,
        string actor,
        string correlation,
        CancellationToken cancellationToken)
    {
        if (!MessageId.TryParse(attachment, out var messageId)) return Problems.NotFound;
        var (_, row, keys) = await store.FindMessageAsync(id, messageId, cancellationToken);
        if (row is not { IsWhole: true } || !isAllowed(row.Message)
            || row.Message.Attachments.FirstOrDefault(one => one.Id == attachment) is not { } file) return Problems.NotFound;
        var name = await NameAsync(id, row, keys, cancellationToken);
        await journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), actor, "attachment.read", [id.Value], "done", correlation, messageId.Value),
            cancellationToken);
        return new FileResult(file, name, OpenAsync);

        async Task OpenAsync(Func<ReadOnlyMemory<byte>, CancellationToken, Task> write, CancellationToken stop)
        {
            try
            {
                await blobs.ReadAsync(id, messageId, keys, write, stop);
            }
            catch (SealBrokenException e)
            {
                LogDamaged(messageId.Value, id.Value, e.Reason);
                throw;
            }
        }
    }

    private async Task<string?> NameAsync(
        ConversationId id, MessageRow row, WrappedKeys keys, CancellationToken cancellationToken)
    {
        try
        {
            return (await texts.OpenFilesAsync(id, row, keys, cancellationToken))[0];
        }
        catch (SealBrokenException e)
        {
            LogDamaged(row.Message.Id.Value, id.Value, e.Reason);
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The file of message {MessageId} of conversation {Conversation} does not open ({Reason}).")]
    private partial void LogDamaged(string messageId, string conversation, SealBreak reason);

    /// <summary>
    /// A file to be saved, never shown in place: whatever else it may be, no browser runs it. Nothing is sent before the
    /// first piece has opened; where a later one does not, the connection is cut, so that nobody takes the rest for whole.
    /// </summary>
    private sealed class FileResult(
        Attachment file, string? name, Func<Func<ReadOnlyMemory<byte>, CancellationToken, Task>, CancellationToken, Task> open) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            try
            {
                await open(WriteAsync, http.RequestAborted);
            }
            catch (SealBrokenException)
            {
                if (http.Response.HasStarted) http.Abort();
                else await Damaged.ExecuteAsync(http);
            }

            async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
            {
                if (!http.Response.HasStarted && http.Response.ContentType is null) SetHeaders(http.Response);
                await http.Response.Body.WriteAsync(bytes, stop);
            }
        }

        private static IResult Damaged => Problems.Of(
            500, "file-damaged", "This file was changed in the storage, so it is not shown. Tell the owner of the clinic's SecureText.");

        private void SetHeaders(HttpResponse response)
        {
            var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(name ?? "file");
            response.ContentType = file.ContentType;
            response.ContentLength = file.Bytes;
            response.Headers.ContentDisposition = disposition.ToString();
        }
    }
}
