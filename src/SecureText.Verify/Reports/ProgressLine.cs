using System.Globalization;
using SecureText.Audit.Verification;

namespace SecureText.Verify.Reports;

/// <summary>One line on a terminal that says how far it is, twice a second.</summary>
internal sealed class ProgressLine(TextWriter terminal, TimeProvider time) : IProgress<LogProgress>
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly long begun = time.GetTimestamp();
    private long shown;
    private int width;

    public void Report(LogProgress value)
    {
        if (shown != 0 && time.GetElapsedTime(shown) < Every) return;
        shown = time.GetTimestamp();
        var seconds = time.GetElapsedTime(begun).TotalSeconds;
        var rate = seconds > 0 ? value.Entries / seconds : 0;
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Entries:N0} of {value.Of:N0} entries, {value.Bytes / 1e6:N0} MB, {rate:N0} entries/s"));
    }

    public void Clear()
    {
        if (width == 0) return;
        Write(string.Empty);
        terminal.Write('\r');
    }

    private void Write(string line)
    {
        terminal.Write('\r');
        terminal.Write(line.PadRight(width));
        width = line.Length;
    }
}
