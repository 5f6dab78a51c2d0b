namespace SecureText.Audit.Verification;

/// <summary>The log could not be read to its end, so nothing is said of it. The message is one line for a person.</summary>
internal sealed class LogUnreadableException : Exception
{
    /// <summary>Creates the exception with the line to show.</summary>
    public LogUnreadableException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the line to show and what was behind it.</summary>
    public LogUnreadableException(string message, Exception inner) : base(message, inner)
    {
    }
}
