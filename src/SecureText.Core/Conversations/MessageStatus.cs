namespace SecureText.Conversations;

/// <summary>Where a message stands. Stored by name.</summary>
public enum MessageStatus
{
    /// <summary>Came from the patient.</summary>
    Received,

    /// <summary>Written to the outbox; not yet handed over.</summary>
    Queued,

    /// <summary>Claimed by a sender that may have handed it over.</summary>
    Sending,

    /// <summary>Taken by the carrier.</summary>
    Sent,

    /// <summary>The carrier says that it arrived.</summary>
    Delivered,

    /// <summary>The carrier says that it did not arrive.</summary>
    Failed,

    /// <summary>Not sent, on purpose, with a reason.</summary>
    Suppressed,

    /// <summary>Nobody can say whether it was sent; it is not tried again, since twice is worse. A person decides.</summary>
    Unknown,

    /// <summary>Waits behind the link.</summary>
    Posted,

    /// <summary>The patient has seen it behind the link.</summary>
    Opened,

    /// <summary>A note among staff: goes nowhere.</summary>
    Noted,
}
