namespace SecureText.Archive;

/// <summary>
/// What is decided about the keeping of one conversation: hold, exports, a shredding to come. Changes only through
/// <see cref="ArchiveTransitions"/>. Nothing in it is personal.
/// </summary>
public sealed record RecordArchive
{
    /// <summary>Nothing decided.</summary>
    public static RecordArchive Empty { get; } = new();

    /// <summary>While it stands, nothing is shredded.</summary>
    public LegalHold? Hold { get; init; }

    /// <summary>The newest exports that went out whole, oldest first.</summary>
    public IReadOnlyList<RecordExported> Exports { get; init; } = [];

    /// <summary>What an owner has ordered and may still take back.</summary>
    public PlannedShredding? Shredding { get; init; }
}

/// <summary>A legal hold. Its reason is sealed elsewhere.</summary>
/// <param name="Since">When it was set.</param>
/// <param name="By">Actor who set it.</param>
public sealed record LegalHold(DateTimeOffset Since, string By);

/// <summary>Somebody took a full copy along.</summary>
/// <param name="At">When it began: what came later is not in it.</param>
/// <param name="By">Actor.</param>
public sealed record RecordExported(DateTimeOffset At, string By);

/// <summary>A shredding that is to come.</summary>
/// <param name="At">When it is done.</param>
/// <param name="By">Actor who ordered it.</param>
public sealed record PlannedShredding(DateTimeOffset At, string By);
