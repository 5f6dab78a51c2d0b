namespace SecureText.Canary;

/// <summary>
/// An unmistakable string that was planted in a personal field. It must stand nowhere in storage or output.
/// </summary>
/// <param name="Field">Which field it was planted in, as <c>patient's text</c>; shown when it is found.</param>
/// <param name="Text">At least eight characters, so that it cannot be found by accident.</param>
internal sealed record PlantedCanary(string Field, string Text)
{
    internal const int Shortest = 8;

    /// <summary>A phone number in the ways that programs write one.</summary>
    internal static IEnumerable<PlantedCanary> OfNumber(string field, string e164)
    {
        var national = e164[2..];
        yield return new(field, national);
        yield return new(field, $"{national[..3]}-{national[3..6]}-{national[6..]}");
        yield return new(field, $"({national[..3]}) {national[3..6]}-{national[6..]}");
        yield return new(field, $"{national[..3]}.{national[3..6]}.{national[6..]}");
    }
}

/// <summary>A canary that was found, and where. The place holds opaque names only.</summary>
internal sealed record CanaryHit(string Field, string Place);

/// <summary>What a scan looked at and found; a scan of nothing proves nothing, hence the counts.</summary>
internal sealed record CanaryReport(int Rows, int Blobs, int QueueMessages, int Lines, IReadOnlyList<CanaryHit> Hits)
{
    public static CanaryReport operator +(CanaryReport left, CanaryReport right) => new(
        left.Rows + right.Rows, left.Blobs + right.Blobs, left.QueueMessages + right.QueueMessages,
        left.Lines + right.Lines, [.. left.Hits, .. right.Hits]);
}
