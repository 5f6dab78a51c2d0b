using System.Text.Json;
using System.Text.Json.Serialization;
using SecureText.Audit.Verification;

namespace SecureText.Verify.Reports;

/// <summary>The report for a program. Members are never left out but <c>line</c> and <c>index</c>.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Of(LogReport report) => JsonSerializer.Serialize(
        new Wire(
            Name(report.Outcome),
            report.Entries,
            report.Bytes,
            report.Writers,
            report.Checkpoint?.Size,
            report.Checkpoint?.Root.ToString(),
            report.Checkpoint?.Origin,
            report.Checkpoint?.At.UtcDateTime,
            report.Checkpoints,
            report.Pending,
            report.Fault is { } fault
                ? new WireFault(
                    fault.Kind.Name(), fault.Blob, fault.Line, fault.Index, fault.Writer, fault.Seq, fault.At?.UtcDateTime, fault.Text)
                : null,
            report.Unreadable,
            report.Notes),
        Json);

    public static string OfProof(string kind, int exit, IReadOnlyList<string> lines) => JsonSerializer.Serialize(
        new { outcome = exit switch { 0 => "proved", 1 => "not-proved", _ => "unreadable" }, kind, lines }, Json);

    private static string Name(LogOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private sealed record Wire(
        string Outcome,
        long Entries,
        long Bytes,
        int Writers,
        long? Size,
        string? Root,
        string? Origin,
        DateTime? CheckpointAt,
        long Checkpoints,
        long Pending,
        WireFault? Fault,
        string? Problem,
        IReadOnlyList<string> Notes);

    private sealed record WireFault(
        string Kind,
        string? Blob,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Index,
        string? Writer,
        long? Seq,
        DateTime? At,
        string Text);
}
