using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Staff;
using SecureText.Clinic;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Training;

/// <summary><c>/api/training</c>: the clinic's policies, and who has attested them.</summary>
public sealed class Policies(StaffStore staff, Attestations attestations, ClinicSettingsSource settings)
{
    /// <summary><c>GET /api/training</c>: the policies in force, with when the caller attested this version.</summary>
    [Function("ListTraining")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "training")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var policies = (await settings.CurrentAsync(cancellationToken)).Policies;
        var person = StaffDoor.RowOf(request).Person;
        var due = TrainingRules.Due(person, policies);
        var (records, _) = await staff.ReadAttestedAsync(cancellationToken);
        return ApiJson.Ok(new PoliciesAnswer([.. policies.Select(policy => new PolicyItem(
            policy.Id, policy.Title, policy.Version, policy.Text,
            due.Contains(policy) ? null : AttestedAt(records, person.Id, policy)))]));
    }

    /// <summary><c>POST /api/training/{policy}/attest</c> with <c>{version}</c>: 204; 409 when another version is in force.</summary>
    [Function("Attest")]
    public async Task<IResult> AttestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "training/{policy}/attest")] HttpRequest request,
        string policy,
        CancellationToken cancellationToken)
    {
        if (await ApiJson.ReadAsync<AttestBody>(request, cancellationToken) is not { Version: { } version })
            return Problems.BadRequest("Send {version} of the policy that you have read.");
        return await attestations.AttestAsync(
            StaffDoor.RowOf(request).Person.Id, policy, version, StaffRequests.ActorOf(request), cancellationToken)
            ? Results.NoContent()
            : Problems.Conflict("policy-changed", "This policy has changed. Read it again, then confirm.");
    }

    /// <summary>
    /// <c>GET /api/training/records</c>: for everybody who comes in, each policy in force with when it was attested, and what
    /// anybody attested of older versions.
    /// </summary>
    [Function("ListTrainingRecords")]
    public async Task<IResult> RecordsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "training/records")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var policies = (await settings.CurrentAsync(cancellationToken)).Policies;
        var (records, damaged) = await staff.ReadAttestedAsync(cancellationToken);
        var items = new List<RecordItem>();
        foreach (var row in (await staff.ReadAllAsync(cancellationToken)).Rows)
        {
            var id = row.Person.Id;
            var name = await staff.NameOfAsync(row, cancellationToken) ?? StaffItem.NameThatDoesNotOpen;
            var missing = row.Person.Active ? policies.Where(policy => AttestedAt(records, id, policy) is null) : [];
            items.AddRange(missing.Select(policy => new RecordItem(id.Value, name, policy.Id, policy.Title, policy.Version, null)));
            items.AddRange(records.Where(record => record.Staff == id).Select(record => new RecordItem(
                id.Value, name, record.Policy, record.Title, record.Version, record.At)));
        }

        return ApiJson.Ok(new RecordsAnswer(
            [.. items.OrderBy(item => item.DisplayName, StringComparer.OrdinalIgnoreCase).ThenBy(item => item.Policy, StringComparer.Ordinal)],
            damaged));
    }

    private static DateTimeOffset? AttestedAt(IReadOnlyList<Attestation> records, StaffId id, StaffPolicy policy) =>
        records.FirstOrDefault(one => one.Staff == id && one.Policy == policy.Id && one.Version == policy.Version)?.At;

    private sealed record PoliciesAnswer(IReadOnlyList<PolicyItem> Items);

    private sealed record PolicyItem(string Id, string Title, int Version, string Text, DateTimeOffset? AttestedAt);

    private sealed record AttestBody(int? Version);

    /// <param name="Items">One for each person and policy.</param>
    /// <param name="Damaged">Records that were changed outside; they are not shown.</param>
    private sealed record RecordsAnswer(IReadOnlyList<RecordItem> Items, int Damaged);

    private sealed record RecordItem(
        string Staff, string DisplayName, string Policy, string Title, int Version, DateTimeOffset? AttestedAt);
}
