using Microsoft.Extensions.Logging;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.BreakGlass;

/// <summary>
/// Somebody takes emergency access, ends it, and an owner looks at it afterwards. The journal and the alarm come before the
/// row that opens anything: who is let in has been heard.
/// </summary>
public sealed partial class EmergencyAccess(
    EmergencyStore grants,
    ConversationStore conversations,
    StaffStore staff,
    IJournal journal,
    IRandomSource random,
    TimeProvider time,
    ILogger<EmergencyAccess> logger)
{
    private const int MostTries = 8;

    /// <summary>Opens one conversation for an hour.</summary>
    /// <param name="by">Who takes it.</param>
    /// <param name="id">Which conversation.</param>
    /// <param name="reason">Why; sealed.</param>
    /// <param name="trainingDue">Whether policies wait to be read, which shuts every conversation to this person.</param>
    /// <param name="correlation">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EmergencyResult> OpenAsync(
        StaffMember by, ConversationId id, string reason, bool trainingDue, string correlation, CancellationToken cancellationToken)
    {
        if (!StaffId.TryParse(by.Id, out var person)) return new EmergencyResult(EmergencyOutcome.NotFound);
        if (await conversations.FindAsync(id, cancellationToken) is not { } row) return await RefuseAsync(EmergencyOutcome.NotFound, "not-found");

        // Journaled too: whoever asks for one number after the other learns which of them are patients'.
        if (!trainingDue && by.MayOpen(row)) return await RefuseAsync(EmergencyOutcome.AlreadyOpen, "already-open");
        for (var tries = 0; tries < MostTries; tries++)
        {
            var now = time.GetUtcNow();
            var guard = await grants.GuardAsync(person, cancellationToken);
            var own = await grants.ReadOwnAsync(person, now - EmergencyRules.Span, cancellationToken);
            if (own.Any(one => one.Conversation == id && one.IsLive(now)))
                return await RefuseAsync(EmergencyOutcome.AlreadyOpen, "already-open");
            if (!EmergencyRules.MayOpenAnother(own, now)) return await RefuseAsync(EmergencyOutcome.TooMany, "too-many");
            var grant = new EmergencyGrant
            {
                Id = EmergencyId.New(now, random),
                Staff = person,
                Conversation = id,
                From = now,
            };
            await WriteAsync("emergency.opened", grant, by.Actor, "attempted", null, correlation, cancellationToken);
            LogOpened(grant.Id.Value, person.Value, id.Value);
            if (!await grants.AddAsync(grant, reason, guard, cancellationToken)) continue;
            await WriteAsync("emergency.opened", grant, by.Actor, "done", null, correlation, cancellationToken);
            return new EmergencyResult(EmergencyOutcome.Done, grant);
        }

        throw new IOException("The table of staff changes faster than it can be read.");

        async Task<EmergencyResult> RefuseAsync(EmergencyOutcome outcome, string why)
        {
            await journal.AppendAsync(
                new AuditEntry(time.GetUtcNow(), by.Actor, "emergency.opened", [id.Value], "refused", correlation, why),
                cancellationToken);
            return new EmergencyResult(outcome);
        }
    }

    /// <summary>Ends it before its time: who took it, or an owner. Again is not an error.</summary>
    public async Task<EmergencyResult> EndAsync(
        EmergencyId id, StaffMember by, string correlation, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await grants.FindAsync(id, cancellationToken) is not { } row
                || (row.Grant.Staff.Value != by.Id && (by.Roles & Role.Owner) == Role.None)) return new EmergencyResult(EmergencyOutcome.NotFound);
            var now = time.GetUtcNow();
            if (!row.Grant.IsLive(now)) return new EmergencyResult(EmergencyOutcome.Done, row.Grant);
            var after = row.Grant with { EndedAt = now };
            await WriteAsync("emergency.ended", after, by.Actor, "attempted", null, correlation, cancellationToken);
            if (!await grants.UpdateAsync(row, after, null, cancellationToken)) continue;
            await WriteAsync("emergency.ended", after, by.Actor, "done", null, correlation, cancellationToken);
            return new EmergencyResult(EmergencyOutcome.Done, after);
        }

        throw new IOException("The table of staff changes faster than it can be read.");
    }

    /// <summary>An owner says whether it was right: once, after it is over, and not of his own while there is another owner.</summary>
    public async Task<EmergencyResult> ReviewAsync(
        EmergencyId id, StaffMember by, EmergencyFinding finding, string note, string correlation, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (!StaffId.TryParse(by.Id, out var owner) || await grants.FindAsync(id, cancellationToken) is not { } row)
                return new EmergencyResult(EmergencyOutcome.NotFound);
            var now = time.GetUtcNow();
            if (row.Grant.Review is not null) return new EmergencyResult(EmergencyOutcome.Reviewed, row.Grant);

            // What happens after the review would be looked at by nobody.
            if (row.Grant.IsLive(now)) return new EmergencyResult(EmergencyOutcome.StillOpen, row.Grant);
            if (!EmergencyRules.MayReview(row.Grant, owner, await CountOwnersAsync(cancellationToken)))
                return await RefuseOwnAsync(row.Grant);
            var after = row.Grant with { Review = new EmergencyReview(owner, now, finding) };
            var detail = finding == EmergencyFinding.Appropriate ? "appropriate" : "not-appropriate";
            await WriteAsync("emergency.reviewed", after, by.Actor, "attempted", detail, correlation, cancellationToken);
            if (!await grants.UpdateAsync(row, after, note, cancellationToken)) continue;
            await WriteAsync("emergency.reviewed", after, by.Actor, "done", detail, correlation, cancellationToken);
            return new EmergencyResult(EmergencyOutcome.Done, after);
        }

        throw new IOException("The table of staff changes faster than it can be read.");

        async Task<EmergencyResult> RefuseOwnAsync(EmergencyGrant grant)
        {
            await WriteAsync("emergency.reviewed", grant, by.Actor, "refused", "own", correlation, cancellationToken);
            return new EmergencyResult(EmergencyOutcome.Own, grant);
        }
    }

    private async Task<int> CountOwnersAsync(CancellationToken cancellationToken) =>
        (await staff.ReadAllAsync(cancellationToken)).Rows.Count(row => row.IsWhole && row.Person is { Active: true, Role: Role.Owner });

    private Task WriteAsync(
        string action, EmergencyGrant grant, string actor, string outcome, string? detail, string correlation,
        CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), actor, action, [grant.Conversation.Value, grant.Staff.Actor], outcome, correlation,
                detail, Emergency: grant.Id.Value),
            cancellationToken);

    [LoggerMessage(
        7001, LogLevel.Critical, "Emergency access {Id}: staff {Staff} opens conversation {Conversation}.",
        EventName = "EmergencyAccess")]
    private partial void LogOpened(string id, string staff, string conversation);
}

/// <summary>What came of it.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Grant">The grant, where there is one.</param>
public sealed record EmergencyResult(EmergencyOutcome Outcome, EmergencyGrant? Grant = null);

/// <summary>What came of it.</summary>
public enum EmergencyOutcome
{
    /// <summary>As asked.</summary>
    Done,

    /// <summary>No such conversation or grant, or none that is this caller's business.</summary>
    NotFound,

    /// <summary>The caller may open the conversation as it is.</summary>
    AlreadyOpen,

    /// <summary>Too many in a day that no owner has looked at.</summary>
    TooMany,

    /// <summary>Its hour is not over.</summary>
    StillOpen,

    /// <summary>An owner has looked at it already.</summary>
    Reviewed,

    /// <summary>It is the owner's own, and there is another owner.</summary>
    Own,
}
