using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Staff;

/// <summary>Decides at a sign-in who comes in, and starts the sign-in's row.</summary>
public sealed class StaffSignIns(
    StaffOptions options, StaffStore staff, SignInStore signIns, IJournal journal, IRandomSource random, TimeProvider time)
{
    private const int MostTries = 8;

    /// <summary>The roles for the platform: the person's own and the secret of the sign-in, or what tells why not.</summary>
    public async Task<IReadOnlyList<string>> SignInAsync(
        PlatformUser user, string correlation, CancellationToken cancellationToken)
    {
        var refusal = SignInRules.Refuse(user, options.TenantId);
        var person = refusal is null ? await RecogniseAsync(user, correlation, cancellationToken) : null;
        if (person is null) return await RefuseAsync(user, refusal ?? SignInRefusal.UnknownPerson, correlation, cancellationToken);

        var now = time.GetUtcNow();
        foreach (var old in await signIns.ReadAsync(person.Id, cancellationToken))
        {
            if (!old.SignIn.IsLive(person, now)) await signIns.EndAsync(old, cancellationToken);
        }

        var secret = SignInSecret.New(random);
        await signIns.AddAsync(secret, new SignIn(person.Id, person.Round, now, now), user.UserId, cancellationToken);
        await WriteAsync(person.Id.Actor, "staff.sign-in", "done", correlation, null, cancellationToken);
        return [person.Role.Name(), secret.RoleName];
    }

    /// <summary>The active person whose account it is, after noting the sign-in; null when there is none.</summary>
    private async Task<Person?> RecogniseAsync(PlatformUser user, string correlation, CancellationToken cancellationToken)
    {
        var tag = await staff.ObjectTagAsync(user.ObjectId!.Value, cancellationToken);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var row = await FindAsync(user, tag, cancellationToken);
            if (await BecomesFirstOwnerAsync(user, row, cancellationToken) is { } all)
            {
                await AddFirstOwnerAsync(all, tag, correlation, cancellationToken);
                continue;
            }

            // Another sign-in of the same account may have made the row since: what was seen of it tells to look again.
            if (row is null && tries == 0 && user.Email == options.FirstOwner) continue;
            if (row is not { Person.Active: true }) return null;
            var after = row.Person with { SignedInAt = time.GetUtcNow() };
            var change = new StaffChange { ObjectTag = row.ObjectTag is null ? tag : null };
            if (await staff.ChangeAsync(row, after, change, cancellationToken) == CommitOutcome.Done) return after;
        }

        throw new IOException("The staff table changes faster than it can be read.");
    }

    /// <summary>
    /// By object id, which never changes hands; by address only who was invited and has not come yet. Somebody else who gets
    /// the address of a colleague who left is not that colleague.
    /// </summary>
    private async Task<StaffRow?> FindAsync(PlatformUser user, string tag, CancellationToken cancellationToken)
    {
        if (await staff.FindByObjectAsync(tag, cancellationToken) is { } bound) return bound.IsWhole ? bound : null;
        if (user.Email is not { } email) return null;
        var invited = await staff.FindByEmailAsync(email, cancellationToken);
        return invited is { IsWhole: true, ObjectTag: null } ? invited : null;
    }

    // Only where nobody has ever been: the guard tells that somebody was, also when the rows of all owners are damaged. Else who
    // was shut out and can write to the table, or is lucky, would be let in again by the setting.
    private async Task<StaffList?> BecomesFirstOwnerAsync(PlatformUser user, StaffRow? row, CancellationToken cancellationToken)
    {
        if (row is not null || user.Email != options.FirstOwner) return null;
        return await staff.ReadAllAsync(cancellationToken) is { Guard: null, Rows.Count: 0 } all ? all : null;
    }

    private async Task AddFirstOwnerAsync(
        StaffList all, string tag, string correlation, CancellationToken cancellationToken)
    {
        var owner = new Person { Id = StaffId.New(random), Role = Role.Owner };
        var name = options.FirstOwner.Value.Split('@')[0];
        await JournalAsync("attempted");
        if (await staff.AddAsync(all, owner, options.FirstOwner, name, tag, cancellationToken) == CommitOutcome.Done) await JournalAsync("done");

        Task JournalAsync(string outcome) =>
            WriteAsync("system", "staff.added", outcome, correlation, "role=owner", cancellationToken, owner);
    }

    private async Task<IReadOnlyList<string>> RefuseAsync(
        PlatformUser user, SignInRefusal refusal, string correlation, CancellationToken cancellationToken)
    {
        // A keyed hash: shows that it was the same account again, and nothing else.
        var actor = user.ObjectId is { } id ? $"entra:{await staff.ObjectTagAsync(id, cancellationToken)}" : "entra:unknown";
        await WriteAsync(actor, "staff.sign-in", "refused", correlation, refusal.Marker().Replace('_', '-'), cancellationToken);
        return [refusal.Marker()];
    }

    private Task WriteAsync(
        string actor, string action, string outcome, string correlation, string? detail, CancellationToken cancellationToken,
        Person? subject = null) =>
        journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), actor, action, subject is null ? [] : [subject.Id.Actor], outcome, correlation, detail),
            cancellationToken);
}
