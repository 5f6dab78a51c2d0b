namespace SecureText.Texting;

/// <summary>Words that a patient or a clinic wrote. Personal: <see cref="ToString"/> does not show them.</summary>
/// <param name="Value">The words, any Unicode text.</param>
public readonly record struct MessageText(string Value)
{
    /// <summary>Never shows the words.</summary>
    public override string ToString() => "(text)";
}
