using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using SecureText.Archive;
using SecureText.Campaigns;
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
    Shredding shredding,
    SenderOptions options,
    TimeProvider time,
    ILogger<DueWorkTimer> logger)
{
    // An item that fails at once again must not be asked for every five seconds.
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    // A campaign's texts come due three in a second: a run that finds some looks again while it works, and not at the next tick.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LookAhead = TimeSpan.FromSeconds(5);

    // What a paused campaign holds must not keep one run from ever ending.
    private const int MostInHand = 2000;

    // So much is done at the same time; a text waits for its turn for seconds. What is of one conversation is done in order.
    private const int Lanes = 32;

    /// <summary>
    /// Every five seconds, and a little ahead, so that what is promised for a moment is done at that moment. One item that
    /// fails is put off and does not hold up the others.
    /// </summary>
    [Function(nameof(DueWorkTimer))]
    public async Task RunAsync(
        [TimerTrigger("*/5 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var ahead = options.WaitAtMost < LookAhead ? options.WaitAtMost : LookAhead;
        var begun = time.GetTimestamp();
        var lanes = Enumerable.Repeat(Task.CompletedTask, Lanes).ToArray();
        var inHand = new ConcurrentDictionary<DueItem, bool>();
        try
        {
            do
            {
                // What was done since the last look is not found by this one.
                foreach (var (item, isDone) in inHand)
                {
                    if (isDone) inHand.TryRemove(item, out _);
                }

                await foreach (var item in due.DueAsync(time.GetUtcNow() + ahead, cancellationToken))
                {
                    if (inHand.Count >= MostInHand) break;
                    if (!inHand.TryAdd(item, false)) continue;
                    var lane = (int)((uint)item.Conversation.GetHashCode() % Lanes);
                    lanes[lane] = AfterAsync(lanes[lane], item);
                }

                if (inHand.IsEmpty || ahead == TimeSpan.Zero) return;
                await Task.WhenAny(Task.WhenAll(lanes), Task.Delay(ahead / 2, time, cancellationToken));
            }
            // In a lane that failed (storage took not even the putting off) nothing more is done: the next run finds it all.
            while (time.GetElapsedTime(begun) < LongestRun && !Array.Exists(lanes, lane => lane.IsFaulted));
        }
        finally
        {
            await Task.WhenAll(lanes);
        }

        async Task AfterAsync(Task before, DueItem item)
        {
            await before;
            var early = item.At - time.GetUtcNow();
            if (early > TimeSpan.Zero) await Task.Delay(early, time, cancellationToken);
            await DoOrPutOffAsync(item, client, cancellationToken);
            inHand[item] = true;
        }
    }

    private async Task DoOrPutOffAsync(DueItem item, DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await DoAsync(item, client, cancellationToken);
            await due.KeepAsync(item, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailure(item.Subject, e.GetType().Name, e);
            await due.PromiseAsync(item with { At = time.GetUtcNow() + Later }, cancellationToken);
            await due.KeepAsync(item, cancellationToken);
        }
    }

    private async Task DoAsync(DueItem item, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (item.Shreds)
        {
            await shredding.RunAsync(item.Conversation, cancellationToken);
        }
        else if (item.Journey is not null || item.Campaign is not null)
        {
            await CampaignInstances.WakeAsync(client, item, cancellationToken);
        }
        else if (item.Message is { } message)
        {
            // A text that still waits has written a later promise of its own.
            var report = await sender.SendAsync(item.Conversation, message, cancellationToken, isPromised: true);

            // Somebody has it and may yet die: the promise is moved, not kept.
            if (report.Status == MessageStatus.Sending)
                await due.PromiseAsync(item with { At = time.GetUtcNow() + Sender.LeaseOver }, cancellationToken);
            if (report.Status == MessageStatus.Noted) await notes.FinishAsync(item.Conversation, message, cancellationToken);
        }
        else if (await store.FindAsync(item.Conversation, cancellationToken) is { } row)
        {
            await inbox.UpdateAsync(item.Conversation, null, row.Head, row.ContactBox, row.NameBox, cancellationToken);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Due work for {Subject} failed with {Kind}; it is put off.")]
    private partial void LogFailure(string subject, string kind, Exception exception);
}
