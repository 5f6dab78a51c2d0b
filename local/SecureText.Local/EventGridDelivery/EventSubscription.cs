using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SecureText.Sealing;

namespace SecureText.EventGridDelivery;

/// <summary>
/// Delivers the events of one type to one function, at least once and in no promised order, as Event Grid does.
/// Left out: holding new events back after repeated failures, and the five minutes before a dead letter is written.
/// </summary>
internal sealed class EventSubscription
{
    private readonly string name;
    private readonly Uri endpoint;
    private readonly DeliveryOptions options;
    private readonly DeliverySwitches switches;
    private readonly DeliveryLog log;
    private readonly WorkTracker work;
    private readonly HttpClient http;
    private readonly TimeProvider time;
    private readonly IRandomSource random;
    private readonly BatchGate batches;
    private readonly Lock handshakeGate = new();
    private Task? validated;

    internal EventSubscription(
        string name, string eventType, Uri endpoint, DeliveryOptions options, DeliverySwitches switches,
        DeliveryLog log,
        WorkTracker work, HttpClient http, TimeProvider time, IRandomSource random)
    {
        this.name = name;
        EventType = eventType;
        this.endpoint = endpoint;
        this.options = options;
        this.switches = switches;
        this.log = log;
        this.work = work;
        this.http = http;
        this.time = time;
        this.random = random;
        batches = new BatchGate(options.MaxEventsPerBatch);
    }

    internal string EventType { get; }

    internal void Publish(SmsEvent smsEvent)
    {
        log.Published();
        var form = switches.Form;
        var copies = switches.Duplicates ? options.Copies : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            // The first two leave together, so that they race; later ones come after the first has been answered.
            var late = copy > 1 || switches.Shuffling;
            var hold = late ? options.ShuffleWindow * Chance.Next(random) : TimeSpan.Zero;
            work.Run(stop => HoldAsync(smsEvent, form, hold, stop));
        }
    }

    private async Task HoldAsync(SmsEvent smsEvent, EventForm form, TimeSpan hold, CancellationToken stop)
    {
        if (hold > TimeSpan.Zero) await Task.Delay(hold, time, stop);
        if (options.MaxEventsPerBatch <= 1)
        {
            await DeliverAsync([smsEvent], form, stop);
            return;
        }

        if (!batches.Join(smsEvent, out var batch)) return;
        await Task.WhenAny(batch.Full, Task.Delay(options.BatchWindow, time, stop));
        await DeliverAsync(batches.Close(batch), form, stop);
    }

    private async Task DeliverAsync(IReadOnlyList<SmsEvent> events, EventForm form, CancellationToken stop)
    {
        await ValidatedAsync(stop);
        var (body, contentType) = EventJson.Write(events, form, options.MaxEventsPerBatch > 1);
        var publishedAt = time.GetUtcNow();
        for (var attempt = 1; ; attempt++)
        {
            var status = await TryAsync(body, contentType, attempt, stop);
            switch (Verdicts.Judge(status))
            {
                case DeliveryVerdict.Delivered:
                    log.Delivered(events);
                    return;
                case DeliveryVerdict.Undeliverable:
                    GiveUp(events, DeadLetter.Refused, attempt, status);
                    return;
            }

            log.Failed();
            if (attempt >= options.MaxAttempts)
            {
                GiveUp(events, DeadLetter.TooManyAttempts, attempt, status);
                return;
            }

            await Task.Delay(RetrySchedule.WaitAfter(attempt, options.Scale, Chance.Next(random)), time, stop);

            // As the service: the age is looked at only when the next attempt is due.
            if (time.GetUtcNow() - publishedAt >= options.TimeToLive * options.Scale)
            {
                GiveUp(events, DeadLetter.TooOld, attempt, status);
                return;
            }
        }
    }

    private async Task<HttpStatusCode?> TryAsync(string body, string contentType, int attempt, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(options.AnswerLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(body, Encoding.UTF8),
        };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("aeg-event-type", "Notification");
        request.Headers.Add("aeg-subscription-name", name.ToUpperInvariant());
        request.Headers.Add("aeg-delivery-count", $"{attempt - 1}");

        // By the machine's clock, as whoever waits does.
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            using var answer = await http.SendAsync(request, either.Token);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            log.Took(TimeProvider.System.GetElapsedTime(begun));
        }
    }

    private Task ValidatedAsync(CancellationToken stop)
    {
        lock (handshakeGate) return validated ??= ValidateAsync(stop);
    }

    private async Task ValidateAsync(CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await Handshake.TryAsync(http, endpoint, name, Chance.Id(random), time.GetUtcNow(), stop)) return;
            log.HandshakeFailed();
            await Task.Delay(RetrySchedule.WaitAfter(attempt, options.Scale, Chance.Next(random)), time, stop);
        }
    }

    private void GiveUp(IReadOnlyList<SmsEvent> events, string reason, int attempts, HttpStatusCode? last)
    {
        var outcome = last is { } status ? $"{(int)status}" : "no answer";
        foreach (var one in events) log.GaveUp(new DeadLetter(one, name, reason, attempts, outcome, time.GetUtcNow()));
    }
}
