using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SecureText.Audit;

/// <summary>Reads one blob's lines from the last to the first, in pieces.</summary>
internal sealed class JournalTail(BlobClient client, JournalBlobName name, long length)
{
    private const int FirstPiece = 64 * 1024;
    private const int Piece = 1024 * 1024;

    // No line of ours is as long. What is longer is damage, and is passed by in pieces.
    private const int LongestLine = 128 * 1024;

    private byte[] piece = [];
    private long start = length; // of the piece in the blob
    private int end; // of what is left of the piece

    public JournalBlobName Name => name;

    /// <summary>Where to go on so that <see cref="Next"/> is the next again.</summary>
    public long Place { get; private set; }

    /// <summary>The next line, towards the beginning; null at the beginning.</summary>
    public JournalTailLine? Next { get; private set; }

    // Before what was read as Next.
    private long Left => start + end;

    /// <summary>Reads no further.</summary>
    public void Drop() => Next = null;

    /// <summary>Makes <see cref="Next"/> the line before it.</summary>
    /// <param name="before">What the line that was given out said of its time; a damaged one takes it over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task MoveAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        Next = null;
        Place = Left;
        if (Left == 0) return;
        int lineStart;
        while ((lineStart = piece.AsSpan(0, Math.Max(0, end - 1)).LastIndexOf((byte)'\n') + 1) == 0 && start > 0)
        {
            if (end > LongestLine)
            {
                end = 0;
                Next = new JournalTailLine(null, before);
                return;
            }

            if (!await FillAsync(cancellationToken))
            {
                // Gone or cut short since it was listed: whatever stood there cannot be read any more.
                (start, end) = (0, 0);
                Next = new JournalTailLine(null, before);
                return;
            }
        }

        var bytes = piece.AsSpan(lineStart, end - lineStart);
        end = lineStart;

        // A line copied here from elsewhere would tell of the wrong process; one with a time far off could end a search early.
        Next = JournalLine.TryParse(bytes, out var line) && line.Writer == name.Writer && IsOfDay(line.Entry.At)
            ? new JournalTailLine(line, line.Entry.At)
            : new JournalTailLine(null, before);
    }

    private bool IsOfDay(DateTimeOffset at)
    {
        var day = new DateTimeOffset(name.Day, TimeOnly.MinValue, TimeSpan.Zero);
        return at >= day - JournalSearch.Slack && at < day.AddDays(1) + JournalSearch.Slack;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        var take = (int)Math.Min(start, piece.Length == 0 ? FirstPiece : Piece);
        try
        {
            BlobDownloadResult result = await client.DownloadContentAsync(
                new BlobDownloadOptions { Range = new HttpRange(start - take, take) }, cancellationToken);
            var got = result.Content.ToMemory();
            if (got.Length != take) return false;
            var joined = new byte[take + end];
            got.Span.CopyTo(joined);
            piece.AsSpan(0, end).CopyTo(joined.AsSpan(take));
            (piece, start, end) = (joined, start - take, take + end);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 416)
        {
            return false;
        }
    }
}

/// <summary>A line, or what stands where one should be.</summary>
/// <param name="Line">Null when it is not as a line is written.</param>
/// <param name="At">When, as it says; of a damaged one, as the line behind it says.</param>
internal sealed record JournalTailLine(JournalLine? Line, DateTimeOffset At);
