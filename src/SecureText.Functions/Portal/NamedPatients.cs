using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Portal;

/// <summary>The patients whom staff have named.</summary>
internal sealed class NamedPatients(PatientRecords patients) : IPortalPatients
{
    public async Task<PortalPatient?> FindAsync(ConversationId conversation, string patientId, CancellationToken cancellationToken) =>
        await patients.FindAsync(conversation, patientId, cancellationToken) is { } patient
            ? new PortalPatient(patientId, patient.DisplayName, patient.DateOfBirth, patient.Language)
            : null;

    public Task<int> CountAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        patients.CountAsync(conversation, cancellationToken);
}
