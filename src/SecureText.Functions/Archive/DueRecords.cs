using SecureText.Clinic;
using SecureText.Storage;

namespace SecureText.Archive;

/// <summary>
/// Finds conversations whose time is over by the inbox, where they stand in the order of their time: a page costs the same whether
/// there are a hundred or a hundred thousand. What the inbox does not know (texts of campaigns, notes) is asked of each.
/// </summary>
public sealed class DueRecords(InboxIndex inbox, RecordKeeper keeper, ClinicSettingsSource settings, TimeProvider time)
{
    private const int PageSize = 25;

    // Where hardly anything is over, a request does not look for it without end: the page asks again.
    private const int MostLooks = 8;

    private static readonly string[] Views = [InboxViews.Closed, InboxViews.Open];

    /// <summary>Whether <see cref="ReadAsync"/> may have given it.</summary>
    public static bool IsCursor(string text) => Views.Any(view => text.StartsWith(view, StringComparison.Ordinal));

    /// <summary>One page; in the end one may hold none.</summary>
    public async Task<(IReadOnlyList<(InboxRow Row, RecordStatus Status)> Found, string? Next)> ReadAsync(
        string? cursor, CancellationToken cancellationToken)
    {
        var retention = (await settings.CurrentAsync(cancellationToken)).Retention;
        var newest = retention.Newest(time.GetUtcNow());
        var found = new List<(InboxRow, RecordStatus)>();
        var view = cursor is null ? 0 : Array.FindIndex(Views, one => cursor.StartsWith(one, StringComparison.Ordinal));
        for (var looks = 0; looks < MostLooks && found.Count < PageSize; looks++)
        {
            var (rows, next) = await inbox.ReadAsync(
                Views[view], cursor ?? InboxViews.At(Views[view], newest), PageSize, cancellationToken);
            var statuses = await Task.WhenAll(rows.Select(row => keeper.FindAsync(row.Id, cancellationToken)));
            found.AddRange(rows.Zip(statuses).Where(pair => pair.Second is { Due: true }).Select(pair => (pair.First, pair.Second!)));
            cursor = next;
            if (cursor is not null) continue;
            if (++view == Views.Length) return (found, null);
        }

        return (found, cursor ?? InboxViews.At(Views[view], newest));
    }
}
