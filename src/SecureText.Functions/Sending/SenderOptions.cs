namespace SecureText.Sending;

/// <summary>How the sender waits.</summary>
public sealed record SenderOptions
{
    /// <summary>A turn on the line no further away than this is waited for; for one further away a promise is written.</summary>
    public TimeSpan WaitAtMost { get; init; } = TimeSpan.FromSeconds(10);
}
