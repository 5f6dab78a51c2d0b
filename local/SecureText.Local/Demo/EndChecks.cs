using Azure.Storage.Blobs;
using SecureText.Audit;
using SecureText.Canary;
using SecureText.Run;

namespace SecureText.Demo;

/// <summary>What every play ends with.</summary>
internal static class EndChecks
{
    /// <summary>Looks for the canaries in all of storage and in all that the programs wrote.</summary>
    internal static async Task<CanaryReport> ScanAsync(
        LocalSystem system, CanaryScanner scanner, CancellationToken cancellationToken)
    {
        var report = await StorageScan.ScanAsync(
            scanner, system.Azurite.ConnectionString, system.Azurite.QueueEndpoint, system.Http, TimeProvider.System,
            cancellationToken);
        report += OutputScan.Lines(scanner, "functions", system.FunctionsOutput);
        report += OutputScan.Lines(scanner, "front door", system.SiteOutput);
        return report + OutputScan.Files(scanner, system.StorageFolder);
    }

    /// <summary>Nothing was found, and there was something to look at.</summary>
    internal static string Clean(CanaryReport report)
    {
        var hits = report.Hits.Select(hit => $"{hit.Field} in {hit.Place}").ToList();
        Expect.That(hits.Count == 0, $"canaries found: {hits.Count}: {string.Join("; ", hits.Take(5))}");
        Expect.That(report.Rows > 0 && report.Blobs > 0 && report.Lines > 0, "there was something to scan");
        return $"canaries found: 0 in {report.Rows} rows and {report.Blobs} blobs";
    }

    /// <summary>Checks the journal's chain, and that each of the actions stands in it.</summary>
    internal static async Task<JournalReport> JournalAsync(
        LocalSystem system, IEnumerable<string> expected, CancellationToken cancellationToken)
    {
        var reader = new JournalReader(
            new BlobContainerClient(system.Azurite.ConnectionString, new JournalOptions().Container));
        var report = await reader.CheckAsync(cancellationToken);
        Expect.That(report.IsWhole, $"{report}");
        var actions = new HashSet<string>();
        await foreach (var line in reader.ReadLinesAsync(cancellationToken)) actions.Add(line.Entry.Action);
        var missing = expected.Where(action => !actions.Contains(action)).ToList();
        Expect.That(missing.Count == 0, $"the journal has no {string.Join(", ", missing)}");
        return report;
    }
}
