namespace SecureText.Audit.Verification;

/// <summary>Names of blobs in the log's container.</summary>
internal static class LogNames
{
    private const int LongestShown = 160;

    /// <summary>A name that somebody else chose, made fit for a terminal and a report.</summary>
    public static string Shown(string name)
    {
        var cut = name.Length > LongestShown ? $"{name.AsSpan(0, LongestShown)}..." : name;
        return string.Concat(cut.Select(c => char.IsAsciiLetterOrDigit(c) || "./_-~".Contains(c, StringComparison.Ordinal) ? c : '?'));
    }
}
