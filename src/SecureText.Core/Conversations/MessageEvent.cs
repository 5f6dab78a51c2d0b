namespace SecureText.Conversations;

/// <summary>What can happen to an outgoing message.</summary>
public enum MessageEvent
{
    /// <summary>A sender takes it.</summary>
    Claim,

    /// <summary>The carrier certainly did not take it now.</summary>
    Requeue,

    /// <summary>The carrier took it.</summary>
    Accept,

    /// <summary>The carrier refused it for good.</summary>
    Reject,

    /// <summary>The sender decided against it. A text that another sender has claimed may be out already.</summary>
    Suppress,

    /// <summary>It may have been sent and can no longer be asked safely.</summary>
    GiveUp,

    /// <summary>A delivery report says delivered.</summary>
    ReportDelivered,

    /// <summary>A delivery report says failed.</summary>
    ReportFailed,

    /// <summary>A delivery report says failed, of a kind that passes, and the text is to go once more.</summary>
    TryAgain,

    /// <summary>The patient has seen it behind the link.</summary>
    Open,
}
