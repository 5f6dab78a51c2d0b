using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Api.Campaigns;

/// <summary>Opens who the patients of a list are. Whoever shows them journals it first (P2).</summary>
public sealed class CampaignPeople(ConversationStore store, InboxBoxes boxes)
{
    /// <summary>How many are opened at once.</summary>
    internal const int AtOnce = 8;

    /// <summary>The head, and whom it is about; nulls where something is missing or was changed (S9). One request.</summary>
    internal async Task<(HeadRow? Head, Person Patient)> OpenAsync(
        ConversationId conversation, string patient, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(conversation, cancellationToken) is not { IsWhole: true } head) return (null, new Person(null, null));
        try
        {
            var contact = await boxes.OpenContactAsync(conversation, head.ContactBox, cancellationToken);
            var names = head.NameBox is { } box ? await boxes.OpenNamesAsync(conversation, box, cancellationToken) : [];
            return (head, new Person(names.FirstOrDefault(name => name.PatientId == patient && !name.Removed)?.DisplayName, contact.Number));
        }
        catch (SealBrokenException)
        {
            return (null, new Person(null, null));
        }
    }

    /// <summary>A patient in a list; personal.</summary>
    internal sealed record Person(string? Name, string? Number)
    {
        public override string ToString() => "(person)";
    }
}
