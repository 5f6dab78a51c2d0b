using SecureText.Texting;

namespace SecureText.Inbound;

/// <summary>What Event Grid brings from Azure Communication Services, read tolerantly.</summary>
public abstract record AcsEvent
{
    private AcsEvent()
    {
    }

    /// <summary>A patient texted.</summary>
    /// <param name="Id">The carrier's message id; the same in every delivery of this text.</param>
    /// <param name="From">The sender as the carrier wrote it. Personal.</param>
    /// <param name="To">The clinic's line as the carrier wrote it.</param>
    /// <param name="Text">The words. Personal.</param>
    /// <param name="At">When the carrier took it; orders the thread.</param>
    public sealed record SmsReceived(string Id, string From, string To, MessageText Text, DateTimeOffset At) : AcsEvent
    {
        /// <summary>Shows the id only.</summary>
        public override string ToString() => $"SmsReceived {Id}";
    }

    /// <summary>What became of a text that we sent.</summary>
    /// <param name="Id">The carrier's message id.</param>
    /// <param name="Status"><c>Delivered</c> or <c>Failed</c>; other words may come.</param>
    /// <param name="Code">The number that <c>deliveryStatusDetails</c> begins with, as <c>4007</c>; null when there is none.</param>
    /// <param name="Tag">Our outbox id; null when the carrier left it out.</param>
    /// <param name="At">When the report was made.</param>
    /// <param name="From">One number as the carrier wrote it, the clinic's or the patient's; null when it is not there. Personal.</param>
    /// <param name="To">The other one. Personal.</param>
    public sealed record DeliveryReport(
        string Id, string Status, string? Code, string? Tag, DateTimeOffset At, string? From = null, string? To = null) : AcsEvent
    {
        /// <summary>Shows the id only.</summary>
        public override string ToString() => $"DeliveryReport {Id}";
    }

    /// <summary>An event of a kind that this program does not act on. Logged and acknowledged.</summary>
    public sealed record Other(string Type) : AcsEvent;

    /// <summary>An event that lacks what it must have. Kept sealed for a person to look at, never dropped.</summary>
    /// <param name="Problem">What is missing, without any content.</param>
    public sealed record Malformed(string Problem) : AcsEvent;
}
