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

    private static readonly string[] Views = [InboxViews.Closed, InboxViews.Open];

    /// <summary>Whether <see cref="ReadAsync"/> may have given it.</summary>
    public static bool IsCursor(string text) =>
        Views.Any(view => text.StartsWith(view, StringComparison.Ordinal)) && text.All(c => c is > ' ' and < (char)0x7f);

    /// <summary>One page; a page may hold none and yet not be the last.</summary>
    public async Task<(IReadOnlyList<(InboxRow Row, RecordStatus Status)> Found, string? Next)> ReadAsync(
        string? cursor, CancellationToken cancellationToken)
    {
        var retention = (await settings.CurrentAsync(cancellationToken)).Retention;
        var newest = retention.Newest(time.GetUtcNow());
        var view = Views.First(one => cursor?.StartsWith(one, StringComparison.Ordinal) ?? true);
        var (rows, next) = await inbox.ReadAsync(view, cursor ?? InboxViews.At(view, newest), PageSize, cancellationToken);
        var statuses = await Task.WhenAll(rows.Select(row => keeper.FindAsync(row.Id, cancellationToken)));
        var found = rows.Zip(statuses)
            .Where(pair => pair.Second is { Due: true })
            .Select(pair => (pair.First, pair.Second!))
            .ToList();

        // After the closed ones the open ones.
        if (next is null && view != Views[^1]) next = InboxViews.At(Views[^1], newest);
        return (found, next);
    }
}
