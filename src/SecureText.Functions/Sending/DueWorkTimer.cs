using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using SecureText.Conversations;
using SecureText.Storage;

namespace SecureText.Sending;

/// <summary>Comes back to what was promised: deferred texts, tries that a crash cut off, an index behind its head.</summary>
public sealed partial class DueWorkTimer(
    DueWork due,
    Sender sender,
    StaffNotes notes,
    ConversationStore store,
    InboxIndex inbox,
    TimeProvider time,
    ILogger<DueWorkTimer> logger)
{
    // An item that fails at once again must not be asked for every five seconds.
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Every five seconds, so that a text that waits for its turn on the line waits little longer. One item that fails is
    /// put off and does not hold up the others.
    /// </summary>
    [Function(nameof(DueWorkTimer))]
    public async Task RunAsync([TimerTrigger("*/5 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await foreach (var item in due.DueAsync(time.GetUtcNow(), cancellationToken))
        {
            try
            {
                await DoAsync(item, cancellationToken);
                await due.KeepAsync(item, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                LogFailure(item.Conversation.Value, e.GetType().Name, e);
                await due.PromiseAsync(item with { At = time.GetUtcNow() + Later }, cancellationToken);
                await due.KeepAsync(item, cancellationToken);
            }
        }
    }

    private async Task DoAsync(DueItem item, CancellationToken cancellationToken)
    {
        if (item.Message is { } message)
        {
            // A text that still waits has written a later promise of its own.
            var report = await sender.SendAsync(item.Conversation, message, cancellationToken);
            if (report.Status == MessageStatus.Noted) await notes.FinishAsync(item.Conversation, message, cancellationToken);
        }
        else if (await store.FindAsync(item.Conversation, cancellationToken) is { } row)
        {
            await inbox.UpdateAsync(item.Conversation, null, row.Head, row.ContactBox, row.NameBox, cancellationToken);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Due work for conversation {Conversation} failed with {Kind}; it is put off.")]
    private partial void LogFailure(string conversation, string kind, Exception exception);
}
