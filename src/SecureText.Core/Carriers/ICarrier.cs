using SecureText.Texting;

namespace SecureText.Carriers;

/// <summary>A company that carries texts. Azure Communication Services is the first; the seam admits others (I5).</summary>
public interface ICarrier
{
    /// <summary>
    /// Hands one text over. Called again with the same <see cref="CarrierMessage.RepeatabilityId"/> and
    /// <see cref="CarrierMessage.FirstSent"/> it has no second effect.
    /// </summary>
    Task<CarrierReply> SendAsync(CarrierMessage message, CancellationToken cancellationToken);
}

/// <summary>One text for the carrier.</summary>
/// <param name="From">The clinic's line.</param>
/// <param name="To">The patient's number.</param>
/// <param name="Text">The words; at most 2,048 characters.</param>
/// <param name="Tag">Opaque outbox id; comes back in the delivery report.</param>
/// <param name="RepeatabilityId">The same for every try of the same text.</param>
/// <param name="FirstSent">When the first try was made; the same for every try.</param>
public sealed record CarrierMessage(
    PhoneNumber From,
    PhoneNumber To,
    MessageText Text,
    string Tag,
    Guid RepeatabilityId,
    DateTimeOffset FirstSent);

/// <summary>What the carrier said at once. A later delivery report says what became of the text.</summary>
public abstract record CarrierReply
{
    /// <summary>Ends the code of an <see cref="Unavailable"/> before which the same call had tried already.</summary>
    public const string RetriedSuffix = "-retried";

    private CarrierReply()
    {
    }

    /// <summary>Taken for delivery; not yet delivered.</summary>
    public sealed record Accepted(string CarrierMessageId) : CarrierReply;

    /// <summary>Refused for good, as for a malformed number. <paramref name="Code"/> is the carrier's code or HTTP status.</summary>
    public sealed record Rejected(string Code) : CarrierReply;

    /// <summary>Not taken now (429, 5xx, no connection): try again, not before <paramref name="RetryAfter"/>.</summary>
    public sealed record Unavailable(string Code, TimeSpan RetryAfter) : CarrierReply;
}
