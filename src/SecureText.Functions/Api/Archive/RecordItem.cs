using SecureText.Archive;
using SecureText.Staff;

namespace SecureText.Api.Archive;

/// <summary>How a conversation is kept, as owners and managers see it.</summary>
/// <param name="LastActivityAt">The last that happened; null when the head was changed and nobody can say.</param>
/// <param name="KeepUntil">From then on it may be shredded; null when nobody can say.</param>
/// <param name="Due">That time is over.</param>
/// <param name="Hold">The legal hold; null without one.</param>
/// <param name="Exports">The newest full copies that went out whole, newest first.</param>
/// <param name="Shredding">An ordered shredding; null without one.</param>
internal sealed record RecordItem(
    DateTimeOffset? LastActivityAt,
    DateTimeOffset? KeepUntil,
    bool Due,
    HoldItem? Hold,
    IReadOnlyList<MadeItem> Exports,
    MadeItem? Shredding)
{
    public static async Task<RecordItem> OfAsync(RecordStatus status, StaffNames names, CancellationToken cancellationToken)
    {
        var archive = status.Keeping.Row.Archive;
        var exports = new List<MadeItem>();
        foreach (var export in archive.Exports.Reverse()) exports.Add(await MadeAsync(export.At, export.By));
        return new RecordItem(
            status.Keeping.LastActivityAt,
            status.KeepUntil,
            status.Due,
            archive.Hold is { } hold ? new HoldItem(hold.Since, StaffIdOf(hold.By), await NameAsync(hold.By), status.HoldReason) : null,
            exports,
            archive.Shredding is { } planned ? await MadeAsync(planned.At, planned.By) : null);

        async Task<MadeItem> MadeAsync(DateTimeOffset at, string by) => new(at, StaffIdOf(by), await NameAsync(by));

        async Task<string?> NameAsync(string by) => await names.FindAsync(StaffIdOf(by), cancellationToken);
    }

    private static string StaffIdOf(string actor) => StaffId.OfActor(actor) ?? actor;
}

/// <summary>A legal hold.</summary>
/// <param name="Since">When it was set.</param>
/// <param name="By">Staff id; <c>unknown</c> when the row was changed in storage: then it counts as held.</param>
/// <param name="ByName">The name; null when it is not known here.</param>
/// <param name="Reason">Why; null when it does not open.</param>
internal sealed record HoldItem(DateTimeOffset Since, string By, string? ByName, string? Reason);

/// <summary>Something that somebody did or ordered.</summary>
internal sealed record MadeItem(DateTimeOffset At, string By, string? ByName);
