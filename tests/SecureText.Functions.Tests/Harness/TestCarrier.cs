using SecureText.Carriers;

namespace SecureText.Harness;

/// <summary>
/// A carrier that keeps what it was given and recognises a repeated id, as the service does. A test says what it answers.
/// </summary>
public sealed class TestCarrier : ICarrier
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, CarrierMessage> sent = [];
    private readonly List<CarrierMessage> calls = [];

    public Func<CarrierMessage, CarrierReply?> Answer { get; set; } = _ => null;

    /// <summary>Runs before a text is taken: throw to fail before, and see <see cref="After"/>.</summary>
    public Action<CarrierMessage> Before { get; set; } = _ => { };

    /// <summary>Runs after a text was taken: throw to lose the answer.</summary>
    public Action<CarrierMessage> After { get; set; } = _ => { };

    /// <summary>What a patient's phone got, each once.</summary>
    public IReadOnlyList<CarrierMessage> Sent
    {
        get
        {
            lock (gate) return [.. sent.Values.OrderBy(message => message.Tag, StringComparer.Ordinal)];
        }
    }

    public IReadOnlyList<CarrierMessage> Calls
    {
        get
        {
            lock (gate) return [.. calls];
        }
    }

    public Task<CarrierReply> SendAsync(CarrierMessage message, CancellationToken cancellationToken)
    {
        Before(message);
        lock (gate)
        {
            calls.Add(message);
            if (Answer(message) is { } answer) return Task.FromResult(answer);
            if (sent.TryGetValue(message.RepeatabilityId, out var earlier))
            {
                // The service refuses a repeated id with other content.
                if (earlier != message) return Task.FromResult<CarrierReply>(new CarrierReply.Rejected("400"));
            }
            else
            {
                sent.Add(message.RepeatabilityId, message);
            }
        }

        After(message);
        return Task.FromResult<CarrierReply>(new CarrierReply.Accepted($"Outgoing_{message.RepeatabilityId:N}"));
    }
}
