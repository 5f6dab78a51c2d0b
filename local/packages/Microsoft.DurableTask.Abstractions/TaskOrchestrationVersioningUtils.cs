namespace Microsoft.DurableTask.Abstractions;

/// <summary>Orders versions: none comes first, then dotted numbers by value, then anything else as text.</summary>
public static class TaskOrchestrationVersioningUtils
{
    public static int CompareVersions(string sourceVersion, string otherVersion)
    {
        if (string.IsNullOrWhiteSpace(sourceVersion) || string.IsNullOrWhiteSpace(otherVersion))
        {
            return (string.IsNullOrWhiteSpace(sourceVersion), string.IsNullOrWhiteSpace(otherVersion)) switch
            {
                (true, true) => 0,
                (true, false) => -1,
                _ => 1,
            };
        }

        return System.Version.TryParse(sourceVersion, out var source) && System.Version.TryParse(otherVersion, out var other)
            ? source.CompareTo(other)
            : string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
    }
}
