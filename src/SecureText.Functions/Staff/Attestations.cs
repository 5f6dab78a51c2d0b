using System.Security.Cryptography;
using System.Text;
using SecureText.Audit;
using SecureText.Clinic;
using SecureText.Storage;

namespace SecureText.Staff;

/// <summary>Records who has read which policy in which version.</summary>
public sealed class Attestations(
    StaffStore staff, ClinicSettingsSource settings, IJournal journal, TimeProvider time)
{
    private const int MostTries = 8;

    /// <summary>Records it once, however often it is said.</summary>
    /// <returns>False when the policy is not in force in this version: read it again.</returns>
    public async Task<bool> AttestAsync(
        StaffId id, string policyId, int version, StaffActor by, CancellationToken cancellationToken)
    {
        var policies = (await settings.CurrentAsync(cancellationToken)).Policies;
        if (policies.FirstOrDefault(one => one.Id == policyId && one.Version == version) is not { } policy) return false;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var row = await staff.FindAsync(id, cancellationToken) ?? throw new InvalidDataException("A staff row has gone.");
            if (!TrainingRules.Due(row.Person, [policy]).Any()) return true;
            var record = new Attestation(id, policy.Id, policy.Version, policy.Title, HashOf(policy), time.GetUtcNow());
            var after = TrainingRules.Attest(row.Person, policy, policies);

            // Before it is stored: a change that the journal does not know must not come about.
            await JournalAsync("attempted");
            var outcome = await staff.ChangeAsync(row, after, new StaffChange { Attested = record }, cancellationToken);

            // Attested once, then no longer in force, now again: the first record stands.
            if (outcome == CommitOutcome.Exists) outcome = await staff.ChangeAsync(row, after, new StaffChange(), cancellationToken);
            if (outcome != CommitOutcome.Done) continue;
            await JournalAsync("done");
            return true;
        }

        throw new IOException("The staff table changes faster than it can be read.");

        Task JournalAsync(string outcome) => journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), by.Actor, "policy.attested", [by.Actor], outcome, by.Correlation, $"{policy.Id}:{policy.Version}"),
            cancellationToken);
    }

    private static string HashOf(StaffPolicy policy) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{policy.Title}\n\n{policy.Text}")));
}
