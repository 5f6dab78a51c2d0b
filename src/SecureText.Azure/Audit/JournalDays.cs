using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SecureText.Audit;

/// <summary>Which days have journals, found by years and months: years without entries cost a request, not one a day.</summary>
internal sealed class JournalDays(BlobContainerClient container)
{
    private readonly Dictionary<string, IReadOnlyList<int>> known = new(StringComparer.Ordinal);

    /// <summary>The newest day with journals that is not after <paramref name="day"/>; null when there is none.</summary>
    public async Task<DateOnly?> NewestAsync(DateOnly day, CancellationToken cancellationToken)
    {
        foreach (var year in (await UnderAsync(JournalBlobName.Prefix, cancellationToken)).Where(year => year <= day.Year))
        {
            var ofYear = string.Create(CultureInfo.InvariantCulture, $"{JournalBlobName.Prefix}{year:D4}/");
            foreach (var month in await UnderAsync(ofYear, cancellationToken))
            {
                if (year == day.Year && month > day.Month) continue;
                var ofMonth = string.Create(CultureInfo.InvariantCulture, $"{ofYear}{month:D2}/");
                foreach (var number in await UnderAsync(ofMonth, cancellationToken))
                {
                    if (DateOnly.TryParseExact(
                            $"{year:D4}-{month:D2}-{number:D2}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                            out var found)
                        && found <= day) return found;
                }
            }
        }

        return null;
    }

    // Numbers only, newest first: whatever else stands in the container is no journal.
    private async Task<IReadOnlyList<int>> UnderAsync(string prefix, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(prefix, out var numbers)) return numbers;
        var found = new List<int>();
        var items = container.GetBlobsByHierarchyAsync(delimiter: "/", prefix: prefix, cancellationToken: cancellationToken);
        await foreach (BlobHierarchyItem item in items)
        {
            if (item.IsPrefix && int.TryParse(
                item.Prefix.AsSpan(prefix.Length).TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                found.Add(number);
        }

        return known[prefix] = [.. found.OrderDescending()];
    }
}
