using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecureText.EventGridDelivery;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Simulator;

/// <summary>
/// The mobile network with the patients' phones: carries texts both ways, reports on them, and blocks who opted out.
/// Everything is in memory.
/// </summary>
internal sealed class PhoneNetwork : IAsyncDisposable
{
    private static readonly TimeSpan ReportDelay = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Bubble>> phones = [];
    private readonly Dictionary<string, (string Phone, int Index)> byId = [];
    private readonly HashSet<(string Line, string Phone)> blocked = [];
    private readonly WorkTracker reports = new();
    private readonly IEventPublisher events;
    private readonly TimeProvider time;
    private readonly IRandomSource random;
    private long sequence;
    private int sent;
    private int refused;

    internal PhoneNetwork(
        IReadOnlyList<SimulatedLine> lines, IEventPublisher events, TimeProvider time, IRandomSource random)
    {
        Lines = lines;
        this.events = events;
        this.time = time;
        this.random = random;
    }

    internal IReadOnlyList<SimulatedLine> Lines { get; }

    internal NetworkSwitches Switches { get; } = new();

    /// <summary>Told each text when it is new and whenever its state changes.</summary>
    internal Action<Bubble>? Changed { get; set; }

    /// <summary>How many texts the clinic has sent.</summary>
    internal int Sent => Volatile.Read(ref sent);

    /// <summary>How many requests the service has refused because the line's rate was used up.</summary>
    internal int Refused => Volatile.Read(ref refused);

    internal int PendingReports => reports.Running;

    /// <summary>The phones that have texts, the one with the newest first, each with its newest text.</summary>
    internal IReadOnlyList<Bubble> Newest()
    {
        lock (gate) return [.. phones.Values.Select(thread => thread[^1]).OrderByDescending(bubble => bubble.Sequence)];
    }

    internal IReadOnlyList<Bubble> Thread(string phone)
    {
        lock (gate) return phones.TryGetValue(phone, out var thread) ? [.. thread] : [];
    }

    /// <summary>A patient writes to the clinic.</summary>
    internal Bubble TextFromPatient(string phone, SimulatedLine line, string text)
    {
        var bubble = Add(phone, line.Number, Sender.Patient, text, "sending", NewId("Incoming"), onPhone: true);
        if (line.Kind == LineKind.TollFree && OptOuts.Reads(text) is { } stops)
        {
            lock (gate)
            {
                if (stops) blocked.Add((line.Number, phone));
                else blocked.Remove((line.Number, phone));
            }

            var words = stops ? OptOuts.StopWords : OptOuts.StartWords;
            Add(phone, line.Number, Sender.Network, words, "delivered", NewId("Network"), onPhone: true);
        }

        events.Publish(SmsEvents.Received(bubble, line.Kind));
        return bubble;
    }

    /// <summary>The clinic writes to a patient; gives the service's message id.</summary>
    internal string TextFromClinic(string phone, SimulatedLine line, string text, bool wantsReport, string? tag)
    {
        var outcome = OutcomeFor(phone, line.Number);
        Interlocked.Increment(ref sent);
        var bubble = Add(phone, line.Number, Sender.Clinic, text, "sending", NewId("Outgoing"), outcome.Arrives);
        var delay = Switches.SlowReports ? Switches.SlowReportDelay : ReportDelay;
        reports.Run(async stop =>
        {
            await Task.Delay(delay, time, stop);
            var state = outcome.Code == 2000
                ? "delivered"
                : string.Create(CultureInfo.InvariantCulture, $"failed {outcome.Code}");
            SetState(bubble.Id, state);
            if (wantsReport) events.Publish(SmsEvents.Report(bubble, line.Kind, outcome, tag, time.GetUtcNow()));
        });
        return bubble.Id;
    }

    internal void RefuseOne() => Interlocked.Increment(ref refused);

    /// <summary>Notes that the clinic's system took an event, or never will.</summary>
    internal void Settle(string eventId, bool delivered)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(eventId, out var place)) return;
            if (phones[place.Phone][place.Index].From != Sender.Patient) return;
        }

        SetState(eventId, delivered ? "delivered" : "undelivered");
    }

    /// <summary>Completes when no report is outstanding.</summary>
    internal Task IdleAsync(CancellationToken cancellationToken) => reports.IdleAsync(cancellationToken);

    public ValueTask DisposeAsync() => reports.DisposeAsync();

    private DeliveryOutcome OutcomeFor(string phone, string line)
    {
        lock (gate)
        {
            if (blocked.Contains((line, phone))) return DeliveryOutcome.OptedOut;
        }

        if (Switches.NextFailures.TryGetValue(phone, out var failures) && failures.TryDequeue(out var next))
            return DeliveryOutcome.FailedWith(next);
        if (Unlucky(phone) is { } unlucky) return DeliveryOutcome.FailedWith(unlucky);
        var code = Switches.FailWith;
        return code != 0
            ? DeliveryOutcome.FailedWith(code)
            : DeliveryOutcome.OfMagicNumber(phone) ?? DeliveryOutcome.Delivered;
    }

    private int? Unlucky(string phone)
    {
        if (Switches.FailShares.IsEmpty) return null;
        int before;
        lock (gate) before = phones.TryGetValue(phone, out var thread) ? thread.Count(text => text.From == Sender.Clinic) : 0;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{phone}|{before}")));
        var lot = BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue;
        foreach (var (code, share) in Switches.FailShares.OrderBy(pair => pair.Key))
        {
            if (lot < share) return code;
            lot -= share;
        }

        return null;
    }

    private Bubble Add(string phone, string line, Sender from, string text, string state, string id, bool onPhone)
    {
        Bubble bubble;
        lock (gate)
        {
            bubble = new Bubble(++sequence, id, phone, line, from, text, time.GetUtcNow(), state, onPhone);
            if (!phones.TryGetValue(phone, out var thread)) phones[phone] = thread = [];
            byId[id] = (phone, thread.Count);
            thread.Add(bubble);
        }

        Changed?.Invoke(bubble);
        return bubble;
    }

    private void SetState(string id, string state)
    {
        Bubble changed;
        lock (gate)
        {
            var (phone, index) = byId[id];
            if (phones[phone][index].State == state) return;
            changed = phones[phone][index] = phones[phone][index] with { State = state };
        }

        Changed?.Invoke(changed);
    }

    private string NewId(string direction) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{direction}_{time.GetUtcNow().UtcDateTime:yyyyMMddHHmmss}{Chance.Id(random)}");
}
