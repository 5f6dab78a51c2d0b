using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecureText.Audit;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Portal;

/// <summary>
/// The three steps from a link to a session: the link itself, the date of birth, the code. A try is written down before
/// its answer is compared, so guesses that come at once cannot outrun the count; a right answer gives its try back.
/// Each step is journaled before it is answered.
/// </summary>
public sealed class LinkProof(
    PortalStore links, PatientRecords patients, PortalCodes codes, StrangerCount strangers, IJournal journal, IRandomSource random,
    TimeProvider time)
{
    /// <summary>
    /// Whether a link may be tried. Everything that is no live link costs one read and is answered the same. What is no link
    /// at all is journaled as a number once a minute, so that a stranger who guesses cannot fill the journal.
    /// </summary>
    public async Task<ProofAnswer> OpenAsync(string token, string correlation, CancellationToken cancellationToken)
    {
        var id = LinkId.Of(token);
        var row = await links.FindAsync(id, cancellationToken);
        if (Refusal(row) is { } refusal) return await RefuseAsync(row, "portal.open", refusal, correlation, cancellationToken);
        await JournalAsync(row!, "portal.open", "done", correlation, cancellationToken);
        return new ProofAnswer.AskDate(row!.Link.Language);
    }

    /// <summary>The first answer; when it is right, a code is sent.</summary>
    public async Task<ProofAnswer> GiveDateAsync(
        string token, DateOnly given, string correlation, CancellationToken cancellationToken)
    {
        const string Action = "portal.birth-date";
        var id = LinkId.Of(token);
        while (true)
        {
            var row = await links.FindAsync(id, cancellationToken);
            if (Refusal(row) is { } refusal) return await RefuseAsync(row, Action, refusal, correlation, cancellationToken);

            // Opened before the try is counted, so that storage which does not answer costs the patient no try.
            var patient = await patients.FindAsync(row!.Link.Conversation, row.Link.PatientId, cancellationToken);
            var counted = await links.UpdateAsync(row, row.Link.TryBegun(time.GetUtcNow()), cancellationToken);
            if (counted is null) continue;
            if (!IsSame(patient?.DateOfBirth, given)) return await WrongAsync(counted, Action, correlation, cancellationToken);
            return await SendCodeAsync(counted, given, Action, correlation, cancellationToken);
        }
    }

    /// <summary>The second answer; when it is right, a session begins.</summary>
    public async Task<ProofAnswer> GiveCodeAsync(
        string token, OneTimeCode given, string correlation, CancellationToken cancellationToken)
    {
        const string Action = "portal.code";
        var id = LinkId.Of(token);
        var hash = await links.HashAsync(id, given, cancellationToken);
        PortalLinkRow? row;
        PortalLinkRow? counted;
        do
        {
            row = await links.FindAsync(id, cancellationToken);
            if (Refusal(row) is { } refusal) return await RefuseAsync(row, Action, refusal, correlation, cancellationToken);
            counted = await links.UpdateAsync(row!, row!.Link.TryBegun(time.GetUtcNow()), cancellationToken);
        }
        while (counted is null);

        var session = SessionSecret.Create(id, random);
        while (counted is { Link.RevokedAt: null } && counted.Link.IsCode(hash, time.GetUtcNow()))
        {
            // Used up in the same write that begins the session: of two that come at once with one code, one is wrong.
            if (await links.UpdateAsync(counted, counted.Link.Proven(session, time.GetUtcNow()), cancellationToken) is { } proven)
            {
                await JournalAsync(proven, Action, "done", correlation, cancellationToken);
                return new ProofAnswer.Open(session);
            }

            row = counted;
            counted = await links.FindAsync(id, cancellationToken);
        }

        return await WrongAsync(counted ?? row!, Action, correlation, cancellationToken);
    }

    private async Task<ProofAnswer> SendCodeAsync(
        PortalLinkRow counted, DateOnly given, string action, string correlation, CancellationToken cancellationToken)
    {
        var id = counted.Link.Id;
        var born = await links.HashAsync(id, given, cancellationToken);
        var code = OneTimeCode.Create(random);
        var hash = await links.HashAsync(id, code, cancellationToken);
        for (var row = counted; row is { Link.RevokedAt: null }; row = await links.FindAsync(id, cancellationToken))
        {
            var now = time.GetUtcNow();
            var may = row.Link.MaySendCode(now);
            var after = row.Link.DateRight(born);
            if (await links.UpdateAsync(row, may ? after.CodeMade(hash, now) : after, cancellationToken) is not { } made) continue;
            if (!may)
            {
                await JournalAsync(made, action, "too-many-codes", correlation, cancellationToken);
                return new ProofAnswer.TooManyCodes();
            }

            await JournalAsync(made, action, "done", correlation, cancellationToken);
            return await codes.SendAsync(made.Link, code, cancellationToken) is { } numberEnds
                ? new ProofAnswer.AskCode(numberEnds)
                : new ProofAnswer.CodeNotSent();
        }

        return await RefuseAsync(counted, action, new ProofAnswer.NotValid(), correlation, cancellationToken);
    }

    private ProofAnswer? Refusal(PortalLinkRow? row) => row?.Link.StateAt(time.GetUtcNow()) switch
    {
        LinkState.Waiting or LinkState.Proven => null,
        LinkState.Locked => new ProofAnswer.Locked(),
        _ => new ProofAnswer.NotValid(),
    };

    private async Task<ProofAnswer> RefuseAsync(
        PortalLinkRow? row, string action, ProofAnswer answer, string correlation, CancellationToken cancellationToken)
    {
        if (row is null) await CountAsync(correlation, cancellationToken);
        else await JournalAsync(row, action, answer is ProofAnswer.Locked ? "locked" : "not-valid", correlation, cancellationToken);
        return answer;
    }

    private async Task<ProofAnswer> WrongAsync(
        PortalLinkRow counted, string action, string correlation, CancellationToken cancellationToken)
    {
        await JournalAsync(counted, action, "wrong", correlation, cancellationToken);
        return counted.Link.TriesLeft() == 0 ? new ProofAnswer.Locked() : new ProofAnswer.Wrong(counted.Link.TriesLeft());
    }

    private async Task CountAsync(string correlation, CancellationToken cancellationToken)
    {
        if (strangers.Count() is not { } count) return;
        var detail = count.ToString(CultureInfo.InvariantCulture);
        var entry = new AuditEntry(time.GetUtcNow(), "system", "portal.unknown-link", [], "not-valid", correlation, detail);
        await journal.AppendAsync(entry, cancellationToken);
    }

    private static bool IsSame(DateOnly? known, DateOnly given) => known is { } date
        && CryptographicOperations.FixedTimeEquals(Bytes(date), Bytes(given));

    private static byte[] Bytes(DateOnly date) =>
        Encoding.ASCII.GetBytes(date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    private Task JournalAsync(
        PortalLinkRow row, string action, string outcome, string correlation, CancellationToken cancellationToken) =>
        journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), $"link:{row.Link.Id.Value}", action, [row.Link.Conversation.Value], outcome, correlation),
            cancellationToken);
}
