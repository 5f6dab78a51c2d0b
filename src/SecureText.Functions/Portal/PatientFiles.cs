using SecureText.Audit;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>What came of an upload.</summary>
public abstract record Upload
{
    private Upload()
    {
    }

    /// <summary>Stored, and in the thread.</summary>
    public sealed record Stored(Attachment File) : Upload;

    /// <summary>More than <see cref="PatientFiles.LargestFile"/>.</summary>
    public sealed record TooLarge : Upload;

    /// <summary>None of the types that are taken.</summary>
    public sealed record WrongType : Upload;

    /// <summary>The idempotency key was used for another file.</summary>
    public sealed record KeyReused : Upload;
}

/// <summary>Takes a patient's file as it streams in: looked at, measured, sealed and staged; visible only when all is there.</summary>
public sealed class PatientFiles(
    PatientWrites writes, ConversationStore store, AttachmentBlobs blobs, IJournal journal, TimeProvider time)
{
    /// <summary>Bytes of the largest file.</summary>
    public const int LargestFile = 10 * 1024 * 1024;

    /// <summary>Takes one file.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="content">Read once, no further than it may be large.</param>
    /// <param name="name">As the phone calls it; null for none.</param>
    /// <param name="idempotencyKey">The page's name for the request.</param>
    /// <param name="cancellationToken">The patient gave up.</param>
    public async Task<Upload> TakeAsync(
        PatientSession session, Stream content, string? name, string idempotencyKey, CancellationToken cancellationToken)
    {
        var beginning = new byte[FileKind.Needed];
        var held = await content.ReadAtLeastAsync(beginning, beginning.Length, false, cancellationToken);
        if (FileKind.Of(beginning.AsSpan(0, held)) is not { } kind) return await RefuseAsync(session, "file-type", new Upload.WrongType(), cancellationToken);
        var shown = FileName.For(name, kind);
        var draft = new PatientDraft("portal.upload", idempotencyKey, new MessageText(""), $"[{shown}]") { Asked = $"{kind.ContentType}|{shown}" };
        var (earlier, isReused) = await writes.FindAsync(session, draft, cancellationToken);
        if (isReused) return new Upload.KeyReused();
        if (earlier is { } known) return await RepeatAsync(session, draft, known, cancellationToken);

        var messageId = writes.NewId(session, draft);
        await using var whole = new JoinedStream(beginning.AsMemory(0, held), content);
        await using var limited = new MeasuredStream(whole, LargestFile);
        long length;
        try
        {
            length = await blobs.WriteAsync(session.Conversation, messageId, limited, cancellationToken);
        }
        catch (FileTooLargeException)
        {
            return await RefuseAsync(session, "too-large", new Upload.TooLarge(), cancellationToken);
        }

        var file = new AttachmentDraft(new Attachment(messageId.Value, kind.ContentType, length), shown);
        var written = await writes.WriteAsync(session, draft, messageId, file, cancellationToken);
        return written is not { } message ? new Upload.KeyReused()
            : message == messageId ? new Upload.Stored(file.File)
            : await RepeatAsync(session, draft, message, cancellationToken);
    }

    private async Task<Upload> RepeatAsync(
        PatientSession session, PatientDraft draft, MessageId earlier, CancellationToken cancellationToken)
    {
        // The first request may have died before its own line; this one writes it.
        await writes.WriteAsync(session, draft, earlier, null, cancellationToken);
        var (_, row, _) = await store.FindMessageAsync(session.Conversation, earlier, cancellationToken);
        return row is { IsWhole: true, Message.Attachments: [var file, ..] } ? new Upload.Stored(file) : new Upload.KeyReused();
    }

    private async Task<Upload> RefuseAsync(
        PatientSession session, string reason, Upload refusal, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), session.Actor, "portal.upload", [session.Conversation.Value], "refused", session.Link.Id.Value, reason),
            cancellationToken);
        return refusal;
    }
}
