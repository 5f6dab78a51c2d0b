namespace SecureText.Sending;

/// <summary>What is to become of a text now.</summary>
public abstract record SendVerdict
{
    private SendVerdict()
    {
    }

    /// <summary>Send it now.</summary>
    public sealed record Send : SendVerdict;

    /// <summary>Keep it and ask again at <paramref name="Until"/>, with the consent and the hours of that moment.</summary>
    public sealed record Defer(DateTimeOffset Until, SendReason Reason) : SendVerdict;

    /// <summary>An automated text that must not go. It is kept and shown with its reason; it never just vanishes.</summary>
    public sealed record Suppress(SendReason Reason) : SendVerdict;

    /// <summary>Tell the one who asked: the text has to change, or a person wrote to somebody who does not agree.</summary>
    public sealed record Refuse(SendReason Reason) : SendVerdict;
}
