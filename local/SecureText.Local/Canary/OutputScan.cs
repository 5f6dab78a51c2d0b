namespace SecureText.Canary;

/// <summary>Scans what programs wrote: lines of output, and files as they lie on the disk.</summary>
internal static class OutputScan
{
    internal static CanaryReport Lines(CanaryScanner scanner, string source, IReadOnlyList<string> lines)
    {
        var hits = lines.SelectMany((line, index) => scanner.Scan($"{source}, line {index + 1}", line));
        return new CanaryReport(0, 0, 0, lines.Count, [.. hits]);
    }

    /// <summary>
    /// Every file under a folder, byte by byte; also finds what storage has deleted but not yet erased.
    /// </summary>
    internal static CanaryReport Files(CanaryScanner scanner, string folder)
    {
        var hits = new List<CanaryHit>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            hits.AddRange(scanner.Scan($"file {Path.GetRelativePath(folder, file)}", content.ToArray()));
        }

        return new CanaryReport(0, 0, 0, 0, hits);
    }
}
