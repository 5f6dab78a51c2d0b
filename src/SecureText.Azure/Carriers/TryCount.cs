namespace SecureText.Carriers;

/// <summary>
/// Whether a call was tried again inside the client. After that no answer is certain any more: an earlier try may have
/// been taken although its answer was lost.
/// </summary>
internal sealed class TryCount
{
    internal const string Property = "securetext.tries";

    internal bool Retried { get; set; }
}
