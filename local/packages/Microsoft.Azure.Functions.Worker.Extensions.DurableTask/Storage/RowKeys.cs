using System.Globalization;
using System.Text;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;

/// <summary>
/// The rows of one instance, all in its partition of the history table, so that a checkpoint is one transaction:
/// <c>sentinel</c> the head, <c>h-</c> history (a row a checkpoint), <c>m-</c> inbox, <c>o-</c> outbox, and
/// <c>x-</c> parts of texts that were too long for their row.
/// </summary>
internal static class RowKeys
{
    internal const string Head = "sentinel";

    internal static string History(int generation, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{HistoryPrefix(generation)}{number:D8}");

    internal static string HistoryPrefix(int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"h-{generation:D8}-");

    /// <summary>Sorts by time, then by a number that no other row has.</summary>
    internal static string Inbox(DateTime now) =>
        string.Create(CultureInfo.InvariantCulture, $"m-{now.Ticks:D19}-{Guid.NewGuid():N}");

    internal static string Outbox(int generation, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"o-{generation:D8}-{number:D8}");

    internal static string Part(string text, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"x-{text}-{number:D6}");

    /// <summary>Instance ids may have characters that keys may not; <c>^</c> introduces their code.</summary>
    internal static string Partition(string instanceId)
    {
        var key = new StringBuilder(instanceId.Length);
        foreach (var c in instanceId)
        {
            if (c is '/' or '\\' or '#' or '?' or '^' or '%' || char.IsControl(c))
                key.Append(CultureInfo.InvariantCulture, $"^{(int)c:x4}");
            else
                key.Append(c);
        }

        return key.ToString();
    }
}
