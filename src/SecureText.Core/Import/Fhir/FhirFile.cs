using System.Text.Json;

namespace SecureText.Import.Fhir;

/// <summary>What a FHIR R4 file tells.</summary>
/// <param name="Patients">First of all.</param>
/// <param name="Occasions">What refers to them.</param>
/// <param name="Skipped">What was left out, by type or reason.</param>
public sealed record FhirFile(
    IReadOnlyList<WaitingRow> Patients, IReadOnlyList<WaitingRow> Occasions, IReadOnlyDictionary<string, int> Skipped)
{
    private static readonly JsonDocumentOptions Tolerant = new()
    {
        MaxDepth = 128,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>What a refused row shows.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["resource", "id"];

    /// <summary>
    /// Reads a bundle of any type, one resource, or NDJSON of either. What is not understood is counted and left out; what is
    /// wrong with the whole is said in plain words.
    /// </summary>
    public static FhirFile? TryRead(ReadOnlyMemory<byte> bytes, TimeZoneInfo zone, DateOnly today, out string refusal)
    {
        if (bytes.Span is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        var documents = new List<JsonDocument>();
        try
        {
            if (!TryParse(bytes, documents, out refusal)) return null;
            var resources = documents.SelectMany(document => FhirResource.Of(document.RootElement)).ToList();
            refusal = "There is no FHIR resource in the file.";
            return resources.Count == 0 ? null : Read(resources, zone, today);
        }
        finally
        {
            foreach (var document in documents) document.Dispose();
        }
    }

    private static FhirFile Read(List<FhirResource> resources, TimeZoneInfo zone, DateOnly today)
    {
        var skipped = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (patients, occasions) = (new List<WaitingRow>(), new List<WaitingRow>());
        var references = new FhirReferences();
        foreach (var (number, resource) in resources.Index())
        {
            if (resource.Type != "Patient") continue;
            if (references.Add(resource) is not { } id)
            {
                Skip("Patient (without an id)");
                continue;
            }

            var read = FhirPatient.Read(resource.Json, id, today);
            if (read.Skip is { } why)
            {
                Skip(why);
                references.Leave(id);
                if (Cells.Id(id, "").Refusal is null) patients.Add(new WaitingRow(number + 1, ["Patient", id]) { Left = id });
            }
            else patients.Add(new WaitingRow(number + 1, ["Patient", id]) { Patient = read.Patient, Reason = read.Reason });
        }

        foreach (var (number, resource) in resources.Index())
        {
            if (resource.Type == "Patient") continue;
            var read = FhirOccasion.Read(resource, references, zone);
            if (read.Skip is { } why) Skip(why);
            else occasions.Add(new WaitingRow(number + 1, [resource.Type, resource.Id ?? ""]) { Occasion = read.Occasion, Reason = read.Reason });
        }

        return new FhirFile(patients, occasions, skipped);

        void Skip(string why) => skipped[why] = skipped.GetValueOrDefault(why) + 1;
    }

    // A line of NDJSON is a whole document; a bundle may stand on many lines.
    private static bool TryParse(ReadOnlyMemory<byte> bytes, List<JsonDocument> documents, out string refusal)
    {
        refusal = "";
        try
        {
            documents.Add(JsonDocument.Parse(bytes, Tolerant));
            return true;
        }
        catch (JsonException)
        {
            var line = 0;
            while (!bytes.IsEmpty)
            {
                var end = bytes.Span.IndexOf((byte)'\n');
                var one = end < 0 ? bytes : bytes[..end];
                bytes = end < 0 ? default : bytes[(end + 1)..];
                line++;
                if (one.Span.Trim(" \t\r\n"u8).IsEmpty) continue;
                try
                {
                    documents.Add(JsonDocument.Parse(one, Tolerant));
                }
                catch (JsonException)
                {
                    refusal = FormattableString.Invariant($"Line {line} is not JSON. Send a FHIR bundle, or NDJSON with one resource a line.");
                    return false;
                }
            }

            return true;
        }
    }
}
