using SecureText.Sealing;

namespace SecureText.Import;

/// <summary>A file that was sent in, without its rows.</summary>
public sealed record ImportFile
{
    /// <summary>Rows that are worked on at a time.</summary>
    public const int RowsOfAPart = 200;

    /// <summary>Opaque.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about.</summary>
    public required ImportKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public ImportState State { get; init; }

    /// <summary>Rows that hold anything.</summary>
    public required int Rows { get; init; }

    /// <summary>Parts that the rows are kept in.</summary>
    public required int Parts { get; init; }

    /// <summary>How many of the parts, the first ones, must be done before the others begin: those of patients.</summary>
    public int FirstParts { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Opaque staff id, without prefix.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What came of its rows so far.</summary>
    public ImportCounts Counts { get; init; } = new();

    /// <summary>How often it was started; names the orchestration.</summary>
    public int Runs { get; init; }

    /// <summary>Whether its rows were deleted.</summary>
    public bool IsGone { get; init; }

    /// <summary>Kinds of things in it that were left out, with how many; names of FHIR resource types and of reasons.</summary>
    public IReadOnlyDictionary<string, int> Skipped { get; init; } = new Dictionary<string, int>();

    /// <summary>Sealed in storage.</summary>
    public required ImportFacts Facts { get; init; }

    /// <summary>A new id: random.</summary>
    public static string NewId(IRandomSource random) => Patients.PatientId.New(random);

    /// <summary>Whether <see cref="NewId"/> may have made it.</summary>
    public static bool IsId(string? text) => Patients.PatientId.IsId(text);
}

/// <summary>What is personal in a file's row of the table.</summary>
/// <param name="Name">As the sender called the file.</param>
/// <param name="Columns">Headers.</param>
/// <param name="Mapping">Field to column.</param>
public sealed record ImportFacts(string Name, IReadOnlyList<string> Columns, IReadOnlyDictionary<string, string> Mapping)
{
    /// <summary>Lines that say otherwise than an earlier one of the same id, with that line: neither may win by chance.</summary>
    public IReadOnlyDictionary<int, int> Twice { get; init; } = new Dictionary<int, int>();

    /// <summary>Never shows anything.</summary>
    public override string ToString() => "(import)";
}

/// <summary>Where an import stands. Stored by name.</summary>
public enum ImportState
{
    /// <summary>Sent in; somebody may start it.</summary>
    Ready,

    /// <summary>Being worked on.</summary>
    Running,

    /// <summary>All rows were looked at.</summary>
    Done,

    /// <summary>It broke off; starting it again goes on.</summary>
    Failed,
}

/// <summary>What came of rows.</summary>
/// <param name="Done">All of them.</param>
/// <param name="New">Not known before.</param>
/// <param name="Changed">Known, and different.</param>
/// <param name="Same">Known, and nothing was done.</param>
/// <param name="Refused">Of no use; the reason is kept.</param>
public sealed record ImportCounts(int Done = 0, int New = 0, int Changed = 0, int Same = 0, int Refused = 0)
{
    /// <summary>Both together.</summary>
    public ImportCounts Plus(ImportCounts other) => new(
        Done + other.Done, New + other.New, Changed + other.Changed, Same + other.Same, Refused + other.Refused);

    /// <summary>One more row.</summary>
    public ImportCounts With(RowOutcome outcome) => outcome switch
    {
        RowOutcome.New => this with { Done = Done + 1, New = New + 1 },
        RowOutcome.Changed => this with { Done = Done + 1, Changed = Changed + 1 },
        RowOutcome.Same => this with { Done = Done + 1, Same = Same + 1 },
        _ => this with { Done = Done + 1, Refused = Refused + 1 },
    };
}

/// <summary>What came of a row.</summary>
public enum RowOutcome
{
    /// <summary>Of no use.</summary>
    Refused,

    /// <summary>Not known before.</summary>
    New,

    /// <summary>Known, and different.</summary>
    Changed,

    /// <summary>Known; nothing was done.</summary>
    Same,
}

/// <summary>A row as it waits in storage, sealed.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Cells">Its cells; of FHIR the type and id of the resource.</param>
public sealed record WaitingRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>Of FHIR, what it says of a patient.</summary>
    public PatientEntry? Patient { get; init; }

    /// <summary>Of FHIR, what it says of an occasion.</summary>
    public OccasionEntry? Occasion { get; init; }

    /// <summary>Of FHIR, what the other system calls a patient who has died or left.</summary>
    public string? Left { get; init; }

    /// <summary>Why it is of no use.</summary>
    public string? Reason { get; init; }

    /// <summary>Never shows anything.</summary>
    public override string ToString() => $"(line {Line})";
}
