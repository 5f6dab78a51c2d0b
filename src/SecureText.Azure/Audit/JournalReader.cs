using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SecureText.Audit;

/// <summary>What a reading of all journals found.</summary>
/// <param name="Writers">Processes that have written.</param>
/// <param name="Blobs">Their blobs.</param>
/// <param name="Lines">Lines found good.</param>
/// <param name="Faults">The first bad line of each writer that has one, and blobs that are no journal.</param>
public sealed record JournalReport(int Writers, int Blobs, long Lines, IReadOnlyList<JournalFault> Faults)
{
    /// <summary>Whether every line is as it was written.</summary>
    public bool IsWhole => Faults.Count == 0;

    /// <summary>As <c>journal: whole (2 writers, 3 blobs, 120 lines)</c>.</summary>
    public override string ToString() => IsWhole
        ? $"journal: whole ({Writers} writers, {Blobs} blobs, {Lines} lines)"
        : $"journal: {string.Join("; ", Faults.Select(f => $"{f.Kind} at {f.Blob} line {f.Line}"))}";
}

/// <summary>Reads all journals of a container.</summary>
public sealed class JournalReader(BlobContainerClient container)
{
    /// <summary>Checks the chain of every writer. Holds one blob in memory at a time.</summary>
    public async Task<JournalReport> CheckAsync(CancellationToken cancellationToken)
    {
        var (names, faults) = await ListAsync(cancellationToken);
        var writers = names.GroupBy(name => name.Writer, StringComparer.Ordinal).ToList();
        long lines = 0;
        foreach (var writer in writers)
        {
            var check = new JournalCheck(writer.Key);
            foreach (var name in writer.OrderBy(name => name.Number))
                check.Add(name.ToString(), await ReadAsync(name, cancellationToken));
            lines += check.Lines;
            if (check.Fault is { } fault) faults.Add(fault);
        }

        return new JournalReport(writers.Count, names.Count, lines, faults);
    }

    /// <summary>Every line that can be read, writer by writer in the order written. Says nothing about integrity.</summary>
    public async IAsyncEnumerable<JournalLine> ReadLinesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (names, _) = await ListAsync(cancellationToken);
        foreach (var name in names.OrderBy(name => name.Writer, StringComparer.Ordinal).ThenBy(name => name.Number))
        {
            var content = await ReadAsync(name, cancellationToken);
            foreach (var bytes in JournalCheck.Split(content))
            {
                if (JournalLine.TryParse(bytes.Span, out var line)) yield return line;
            }
        }
    }

    private async Task<(List<JournalBlobName> Names, List<JournalFault> Faults)> ListAsync(
        CancellationToken cancellationToken)
    {
        var (names, faults) = (new List<JournalBlobName>(), new List<JournalFault>());
        await foreach (var item in container.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            // The tree is the verifier's to judge, and too long for a quick look.
            if (item.Name.StartsWith(Tree.TilePath.Prefix, StringComparison.Ordinal)) continue;
            // Beside it the container holds nothing but journals. The foreign name itself is not repeated: it could be anything.
            if (JournalBlobName.Parse(item.Name) is { } name) names.Add(name);
            else faults.Add(new JournalFault(JournalFaultKind.Foreign, "(a blob that is no journal)", 0, 0));
        }

        return (names, faults);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(JournalBlobName name, CancellationToken cancellationToken)
    {
        BlobDownloadResult result =
            await container.GetBlobClient(name.ToString()).DownloadContentAsync(cancellationToken);
        return result.Content.ToMemory();
    }
}
