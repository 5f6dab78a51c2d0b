namespace SecureText.Azurite;

/// <summary>
/// A program that one machine needs is missing or does not start. <see cref="Exception.Message"/> is one line that says
/// what to do about it.
/// </summary>
public sealed class LocalToolException : Exception
{
    /// <summary>Creates the exception with the line to show.</summary>
    public LocalToolException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception with the line to show and what was behind it.</summary>
    public LocalToolException(string message, Exception inner) : base(message, inner)
    {
    }
}
