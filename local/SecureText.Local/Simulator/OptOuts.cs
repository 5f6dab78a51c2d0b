namespace SecureText.Simulator;

/// <summary>
/// What the network does with STOP on a toll-free line by itself (azure-docs, sms-faq): it blocks, and answers in its
/// own words. The clinic's program still gets the text as an event.
/// </summary>
internal static class OptOuts
{
    internal const string StopWords =
        "NETWORK MSG: You replied with the word STOP, which blocks all texts from this number. "
        + "Text back UNSTOP to receive them again.";

    internal const string StartWords =
        "NETWORK MSG: You have replied UNSTOP and will receive texts from this number again.";

    /// <summary>True blocks, false opens, <c>null</c> is an ordinary text.</summary>
    internal static bool? Reads(string text) => text.Trim().ToUpperInvariant() switch
    {
        "STOP" => true,
        "START" or "UNSTOP" => false,
        _ => null,
    };
}
