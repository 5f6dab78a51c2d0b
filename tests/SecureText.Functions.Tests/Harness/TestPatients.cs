using SecureText.Portal;
using SecureText.Sealing;

namespace SecureText.Harness;

/// <summary>Patients' records that a test writes.</summary>
public sealed class TestPatients : IPortalPatients
{
    private readonly Dictionary<(ConversationId, string), PortalPatient> all = [];

    public void Set(ConversationId conversation, PortalPatient patient) => all[(conversation, patient.Id)] = patient;

    public Task<PortalPatient?> FindAsync(ConversationId conversation, string patientId, CancellationToken cancellationToken) =>
        Task.FromResult(all.GetValueOrDefault((conversation, patientId)));

    public Task<int> CountAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        Task.FromResult(all.Keys.Count(key => key.Item1 == conversation));
}
