using System.Globalization;
using System.Text;
using SecureText.Audit;
using SecureText.Audit.Tree;
using SecureText.Verify.Reports;

namespace SecureText.Verify;

/// <summary>Checks a proof that somebody brought along.</summary>
internal static class Proofs
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss'Z'";

    public static async Task<int> RunAsync(Arguments arguments, byte[] file, byte[] keys, Surroundings around)
    {
        var answer = Check(file, keys, arguments.Origin);
        await around.Out.WriteLineAsync(arguments.Json ? JsonReport.OfProof(answer.Kind, answer.Exit, answer.Lines) : string.Join(Environment.NewLine, answer.Lines));
        return answer.Exit;
    }

    private static Answer Check(byte[] file, byte[] keys, string? origin)
    {
        try
        {
            return file.AsSpan().StartsWith(Encoding.ASCII.GetBytes(ConsistencyFile.Header))
                ? Consistency(ConsistencyFile.Parse(file), keys, origin)
                : Inclusion(InclusionFile.Parse(file), keys, origin);
        }
        catch (FormatException wrong)
        {
            return new Answer("unreadable", 2, [wrong.Message]);
        }
    }

    private static Answer Inclusion(InclusionFile file, byte[] keys, string? origin)
    {
        if (!file.Proves(KeysOf(file.Note, keys), out var checkpoint)) return NotProved("inclusion");
        if (origin is not null && checkpoint.Origin != origin) return OtherLog("inclusion");
        if (!JournalLine.TryParse(file.Entry, out var line))
            return new Answer("inclusion", 1, ["not proved: what the proof holds is in the tree, and is no entry."]);
        var entry = line.Entry;
        return new Answer("inclusion", 0,
        [
            "proved: this entry stands in the log",
            $"  when       {entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}",
            $"  who        {entry.Actor}",
            $"  what       {entry.Action}, {entry.Outcome}{(entry.Detail is null ? "" : $" ({entry.Detail})")}",
            $"  whose      {(entry.Subjects.Count == 0 ? "nobody's record" : string.Join(' ', entry.Subjects))}",
            $"  correlation {entry.Correlation}",
            $"  entry      {line.Seq} of writer {line.Writer}; number {file.Index} of the log (from 0)",
            $"  log        {checkpoint.Origin}, {checkpoint.Size} entries, signed {Time(checkpoint)}",
        ]);
    }

    private static Answer Consistency(ConsistencyFile file, byte[] keys, string? origin)
    {
        if (!file.Proves(KeysOf(file.Newer, keys), out var older, out var newer)) return NotProved("consistency");
        if (origin is not null && newer.Origin != origin) return OtherLog("consistency");
        return new Answer("consistency", 0,
        [
            "proved: the older log is the beginning of the newer one, unchanged",
            $"  log        {newer.Origin}",
            $"  older      {older.Size} entries, signed {Time(older)}",
            $"  newer      {newer.Size} entries, signed {Time(newer)}",
        ]);
    }

    private static Answer NotProved(string kind) => new(kind, 1, ["not proved: the path does not lead to a checkpoint that a given key has signed."]);

    private static Answer OtherLog(string kind) => new(kind, 1, ["not proved: the checkpoint is of another log than --origin says."]);

    private static IReadOnlyList<NoteKey> KeysOf(SignedNote note, byte[] keys)
    {
        var name = note.Text.Split('\n')[0];
        return SignedNote.IsName(name) ? NoteKey.Read(name, keys) : throw new FormatException("The checkpoint in the proof has no origin.");
    }

    private static string Time(Checkpoint checkpoint) => checkpoint.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private sealed record Answer(string Kind, int Exit, IReadOnlyList<string> Lines);
}
