using System.Globalization;
using System.Text;
using SecureText.Audit.Verification;

namespace SecureText.Verify.Reports;

/// <summary>The report for a person.</summary>
internal static class TextReport
{
    public static string Of(LogReport report, string source, bool hasSince)
    {
        var text = new StringBuilder();
        Line($"{report.Outcome.ToString().ToUpperInvariant()}: {source}");
        if (report.Unreadable is { } why) Line($"  {why}");
        if (report.Fault is { } fault) Describe(fault);
        if (report.Checkpoint is { } checkpoint)
        {
            Line($"  log          {checkpoint.Origin}");
            Line($"  checkpoint   {checkpoint.Size:N0} entries, root {checkpoint.Root}, signed {Time(checkpoint.At)}");
        }

        Line($"  checked      {report.Entries:N0} entries of {report.Writers:N0} writers, {report.Bytes:N0} bytes, {report.Checkpoints:N0} checkpoints");
        if (report.Outcome == LogOutcome.Whole)
        {
            Line($"  proved up to {Time(report.Checkpoint!.At)}; of what came later nothing is proved");
            if (report.Pending > 0) Line($"  pending      {report.Pending:N0} lines wait for the next checkpoint");
            if (!hasSince) Line($"  note         without --since, a log that was cut back as a whole to an older state looks like this too");
        }

        foreach (var note in report.Notes) Line($"  note         {note}");
        return text.ToString().TrimEnd();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append(Environment.NewLine);

        void Describe(LogFault found)
        {
            Line($"  {found.Kind.Name()}: {found.Text}");
            if (found.Blob is { } blob) Line($"  blob         {blob}");
            if (found.Line is { } line) Line($"  line         {line}");
            if (found.Index is { } index) Line($"  entry        number {index} of the log (from 0)");
            if (found.Writer is { } writer) Line($"  writer       {writer}, its entry {found.Seq}");
            if (found.At is { } at) Line($"  time         {Time(at)}");
        }
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
