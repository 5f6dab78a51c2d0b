using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>The one patient that staff have named; nobody has told a date of birth, so no link to him opens.</summary>
internal sealed class NamedPatients(ConversationStore store, InboxBoxes boxes) : IPortalPatients
{
    public async Task<PortalPatient?> FindAsync(ConversationId conversation, string patientId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(conversation, cancellationToken) is not { IsWhole: true, NameBox: { } box }) return null;
        var name = await boxes.OpenNameAsync(conversation, box, cancellationToken);
        return name.PatientId == patientId
            ? new PortalPatient(name.PatientId, name.DisplayName, null, Language.English)
            : null;
    }

    public async Task<int> CountAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        await store.FindAsync(conversation, cancellationToken) is { NameBox: not null } ? 1 : 0;
}
