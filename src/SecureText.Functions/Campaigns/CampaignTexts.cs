using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Campaigns;

/// <summary>Tells the figures, and the journey when it matters, what becomes of a text.</summary>
public sealed class CampaignTexts(CampaignMembers members, JourneyBell bell)
{
    /// <summary>
    /// Call before the message's own row is changed: whoever finds it unchanged after a crash calls again. Does nothing for
    /// other texts, and when the status stays.
    /// </summary>
    /// <param name="id">The conversation.</param>
    /// <param name="before">The text as it is; null when it has changed since this was called before, which is then mended.</param>
    /// <param name="after">The text as it will be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ChangedAsync(ConversationId id, Message? before, Message after, CancellationToken cancellationToken)
    {
        if (after is not { Campaign: { } campaign, Journey: { } journey, Touch: { } key }) return;
        if (before is not null && (before.Status, before.Reason) == (after.Status, after.Reason)) return;
        await members.MarkAsync(campaign, journey, key, WordOf(after), cancellationToken);
        if (after.Status is MessageStatus.Failed or MessageStatus.Suppressed)
            await bell.RingSoonAsync(id, journey, cancellationToken);
    }

    private static string WordOf(Message message)
    {
        var word = message.Status.ToString().ToLowerInvariant();
        return message.Status is MessageStatus.Failed or MessageStatus.Suppressed ? $"{word}:{message.Reason ?? "no-code"}" : word;
    }
}
