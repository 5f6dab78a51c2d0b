using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Staff;

/// <summary>What the owner does with staff. Every change is journaled; none leaves the clinic without an owner.</summary>
public sealed class StaffAdmin(
    StaffStore staff, SignInStore signIns, StaffNames names, IJournal journal, IRandomSource random, TimeProvider time)
{
    private const int MostTries = 8;

    /// <summary>Adds somebody, who comes in at the first sign-in with this address.</summary>
    public async Task<StaffResult> AddAsync(
        StaffEmail email, string name, Role role, StaffActor by, CancellationToken cancellationToken)
    {
        var person = new Person { Id = StaffId.New(random), Role = role };
        var detail = $"role={role.Name()}";
        var outcome = await TryAsync(async () =>
        {
            var all = await staff.ReadAllAsync(cancellationToken);
            await WriteAsync(by, "staff.added", person.Id, detail, cancellationToken, "attempted");
            return await staff.AddAsync(all, person, email, name, null, cancellationToken) switch
            {
                CommitOutcome.Done => StaffOutcome.Done,
                CommitOutcome.Exists => StaffOutcome.Exists,
                _ => null,
            };
        });
        if (outcome != StaffOutcome.Done) return new StaffResult(outcome, null);
        await WriteAsync(by, "staff.added", person.Id, detail, cancellationToken);
        return await ReadAsync(person.Id, cancellationToken);
    }

    /// <summary>Changes name, role or whether somebody may come in; null leaves as it is.</summary>
    public async Task<StaffResult> ChangeAsync(
        StaffId id, string? name, Role? role, bool? active, StaffActor by, CancellationToken cancellationToken)
    {
        Person? after = null;
        string?[] details = [role is null ? null : $"role={role.Value.Name()}", active is null ? null : active.Value ? "active" : "shut-out", name is null ? null : "name"];
        var detail = string.Join('|', details.OfType<string>());
        var outcome = await TryAsync(async () =>
        {
            var all = await staff.ReadAllAsync(cancellationToken);
            if (all.Rows.FirstOrDefault(one => one.Person.Id == id) is not { } row) return StaffOutcome.NotFound;
            if (!row.IsWhole) return StaffOutcome.Damaged;
            after = row.Person with { Role = role ?? row.Person.Role, Active = active ?? row.Person.Active };
            if (Person.LeavesNoOwner(all.Persons, after)) return StaffOutcome.LastOwner;

            // Let in again later, he must not find his old sign-ins alive.
            if (row.Person.Active && !after.Active) after = after.WithSignInsEnded();
            await WriteAsync(by, "staff.changed", id, detail, cancellationToken, "attempted");
            var change = new StaffChange { Name = name, All = after == row.Person ? null : all };
            return await staff.ChangeAsync(row, after, change, cancellationToken) == CommitOutcome.Done ? StaffOutcome.Done : null;
        });
        if (outcome != StaffOutcome.Done) return new StaffResult(outcome, null);
        names.Forget();
        await WriteAsync(by, "staff.changed", id, detail, cancellationToken);
        if (active == false) await TakeAwayAsync(id, cancellationToken);
        return await ReadAsync(id, cancellationToken);
    }

    /// <summary>Ends every sign-in of somebody, at the next request of each.</summary>
    /// <returns>How many there were; null when there is no such person.</returns>
    public async Task<int?> EndSignInsAsync(StaffId id, StaffActor by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ended = 0;
        var outcome = await TryAsync(async () =>
        {
            if (await staff.FindAsync(id, cancellationToken) is not { } row) return StaffOutcome.NotFound;
            ended = (await signIns.ReadAsync(id, cancellationToken)).Count(one => one.SignIn.IsLive(row.Person, now));

            // A changed row lets nobody in, so that nothing is left to end.
            if (!row.IsWhole) return StaffOutcome.Done;
            await WriteAsync(by, "staff.sign-ins-ended", id, $"ended={ended}", cancellationToken, "attempted");
            return await staff.ChangeAsync(row, row.Person.WithSignInsEnded(), new StaffChange(), cancellationToken) == CommitOutcome.Done
                ? StaffOutcome.Done
                : null;
        });
        if (outcome != StaffOutcome.Done) return null;
        await WriteAsync(by, "staff.sign-ins-ended", id, $"ended={ended}", cancellationToken);
        await TakeAwayAsync(id, cancellationToken);
        return ended;
    }

    /// <summary>Ends the caller's own sign-in.</summary>
    public async Task SignOutAsync(SignInRow signIn, StaffActor by, CancellationToken cancellationToken)
    {
        await signIns.EndAsync(signIn, cancellationToken);
        await WriteAsync(by, "staff.sign-out", signIn.SignIn.Staff, null, cancellationToken);
    }

    private async Task<StaffResult> ReadAsync(StaffId id, CancellationToken cancellationToken) =>
        new(StaffOutcome.Done, await staff.FindAsync(id, cancellationToken));

    // The rows are over already, by the person's own row: this only clears them away.
    private async Task TakeAwayAsync(StaffId id, CancellationToken cancellationToken)
    {
        foreach (var row in await signIns.ReadAsync(id, cancellationToken)) await signIns.EndAsync(row, cancellationToken);
    }

    private static async Task<StaffOutcome> TryAsync(Func<Task<StaffOutcome?>> change)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await change() is { } outcome) return outcome;
        }

        throw new IOException("The staff table changes faster than it can be read.");
    }

    // "Attempted" stands in the journal before anything is stored: a change that it does not know must not come about.
    private Task WriteAsync(
        StaffActor by, string action, StaffId subject, string? detail, CancellationToken cancellationToken, string outcome = "done") =>
        journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), by.Actor, action, [subject.Actor], outcome, by.Correlation, detail),
            cancellationToken);
}

/// <summary>Who does it, and in which request.</summary>
public sealed record StaffActor(string Actor, string Correlation);

/// <summary>What came of it, and the row as it is now.</summary>
public sealed record StaffResult(StaffOutcome Outcome, StaffRow? Row);

/// <summary>What can come of a change of staff.</summary>
public enum StaffOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>No such person.</summary>
    NotFound,

    /// <summary>The address is taken.</summary>
    Exists,

    /// <summary>Nobody would be left who may manage staff.</summary>
    LastOwner,

    /// <summary>The row was changed by somebody without the key.</summary>
    Damaged,
}
