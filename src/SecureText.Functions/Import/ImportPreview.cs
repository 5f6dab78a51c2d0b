using SecureText.Campaigns;
using SecureText.Roster;
using SecureText.Storage;

namespace SecureText.Import;

/// <summary>Says what a file would do, and does nothing.</summary>
public sealed class ImportPreview(ImportParts parts, ImportRows rows, RosterStore roster, RosterPatients patients, OccasionChanges occasions)
{
    private const int MostRefused = 100;
    private const int Side = 8;

    /// <summary>Reads all rows with a mapping.</summary>
    public async Task<ImportForecast> ReadAsync(ImportFile file, IReadOnlyDictionary<string, string> mapping, CancellationToken cancellationToken)
    {
        var known = new Known(await roster.GlanceAsync(null, cancellationToken), []);
        var counts = new ImportCounts();
        var (grants, withdrawals) = (0, 0);
        var refused = new List<(int Line, string Reason)>();
        var same = new SameIds();
        foreach (var one in await AllAsync(file, mapping, cancellationToken))
        {
            var row = file.Kind == ImportKind.Fhir ? one : same.See(one);
            var (outcome, refusal) = row.Refusal is { } wrong ? (RowOutcome.Refused, wrong) : await ForecastAsync(file.Kind, row, known, cancellationToken);
            counts = counts.With(outcome);
            if ((row.Consent ?? row.Patient?.Consent) is { } consent && outcome != RowOutcome.Refused)
            {
                // Beside an occasion that is known a "no" counts, and a "yes" says nothing new.
                if (consent.Classes.Count == 0 && (row.Occasion is not null || outcome != RowOutcome.Same)) withdrawals++;
                if (consent.Classes.Count > 0 && row.Patient is not null && outcome != RowOutcome.Same) grants++;
            }

            if (refusal is not null && refused.Count < MostRefused) refused.Add((row.Line, refusal));
        }

        return new ImportForecast(counts, refused) { Grants = grants, Withdrawals = withdrawals };
    }

    /// <summary>Lines that say otherwise than an earlier one of the same id.</summary>
    public async Task<IReadOnlyDictionary<int, int>> TwiceAsync(
        ImportFile file, IReadOnlyDictionary<string, string> mapping, CancellationToken cancellationToken)
    {
        // A server's bundle holds the same resource twice, and both are the same.
        if (file.Kind == ImportKind.Fhir) return new Dictionary<int, int>();
        var same = new SameIds();
        foreach (var row in await AllAsync(file, mapping, cancellationToken)) same.See(row);
        return same.Twice;
    }

    private async Task<IEnumerable<ImportRow>> AllAsync(
        ImportFile file, IReadOnlyDictionary<string, string> mapping, CancellationToken cancellationToken)
    {
        var all = new IReadOnlyList<WaitingRow>[file.Parts];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, file.Parts),
            new ParallelOptions { MaxDegreeOfParallelism = Side, CancellationToken = cancellationToken },
            async (part, stop) => all[part] = await parts.ReadAsync(file.Id, new ImportPart(part), stop));
        return all.SelectMany(part => part).Select(rows.ReaderOf(file.Kind, file.Facts with { Mapping = mapping }));
    }

    private async Task<(RowOutcome Outcome, string? Refusal)> ForecastAsync(
        ImportKind kind, ImportRow row, Known known, CancellationToken cancellationToken)
    {
        var source = ImportRows.SourceOf(kind);
        if (row.Left is { } left)
        {
            var gone = await patients.IdOfAsync(source, left, cancellationToken);
            var stood = known.Patients.TryGetValue(gone, out var one);
            return (stood && one.Content != RosterPatients.LeftContent ? RowOutcome.Changed : RowOutcome.Same, null);
        }

        if (row.Occasion is not { } entry)
        {
            var id = await patients.IdOfAsync(source, row.Patient!.Id, cancellationToken);
            return (known.See(id, await patients.ContentOfAsync(row.Patient, cancellationToken)), null);
        }

        if (entry.IsStatusOnly)
        {
            var over = await roster.FindOccasionAsync(
                entry.Kind, await occasions.IdOfAsync(entry.Kind, source, entry.Id, cancellationToken), cancellationToken);
            return (over?.Occasion is { } stands && stands.Status != entry.Status ? RowOutcome.Changed : RowOutcome.Same, null);
        }

        var whose = await patients.IdOfAsync(source, entry.Patient, cancellationToken);
        if (known.Patients.TryGetValue(whose, out var person) && !known.Seen.ContainsKey(whose))
        {
            if (person.Content == RosterPatients.LeftContent) return (RowOutcome.Refused, ImportRows.LeftPatient);
            if (row.Number is { } number
                && !person.Person.StartsWith($"{await patients.ConversationOfAsync(number, cancellationToken)}|", StringComparison.Ordinal))
            {
                return (RowOutcome.Refused, ImportRows.OtherNumber);
            }
        }

        if (!known.Patients.ContainsKey(whose) && !known.Seen.ContainsKey(whose))
        {
            if (row.Patient is null) return (RowOutcome.Refused, ImportRows.UnknownPatient);
            known.Seen[whose] = "";
        }

        if (!known.Occasions.TryGetValue(entry.Kind, out var contents))
            known.Occasions[entry.Kind] = contents = await roster.GlanceAsync(entry.Kind, cancellationToken);
        var occasion = await occasions.IdOfAsync(entry.Kind, source, entry.Id, cancellationToken);
        if (!contents.TryGetValue(occasion, out var before)) return (RowOutcome.New, null);
        var content = known.Patients.TryGetValue(whose, out var patient)
            ? await occasions.ContentOfAsync(entry, patient.Person, cancellationToken)
            : "";
        return (before.Content == content ? RowOutcome.Same : RowOutcome.Changed, null);
    }

    private sealed record Known(
        IReadOnlyDictionary<string, RosterGlance> Patients,
        Dictionary<OccasionKind, IReadOnlyDictionary<string, RosterGlance>> Occasions)
    {
        public Dictionary<string, string> Seen { get; } = new(StringComparer.Ordinal);

        public RowOutcome See(string id, string content)
        {
            var before = Seen.GetValueOrDefault(id) ?? Patients.GetValueOrDefault(id).Content;
            Seen[id] = content;
            return before is null ? RowOutcome.New : before == content ? RowOutcome.Same : RowOutcome.Changed;
        }
    }
}

/// <summary>What a file would do.</summary>
/// <param name="Counts">Of all rows.</param>
/// <param name="Refused">The first rows that are of no use; personal.</param>
public sealed record ImportForecast(ImportCounts Counts, IReadOnlyList<(int Line, string Reason)> Refused)
{
    /// <summary>Rows that say that somebody agrees, at most so many are recorded.</summary>
    public int Grants { get; init; }

    /// <summary>Rows that say that somebody wants no texts.</summary>
    public int Withdrawals { get; init; }
}
