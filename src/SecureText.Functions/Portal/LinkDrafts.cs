using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>Makes links to the portal, and what waits behind them, for whoever sends one.</summary>
public sealed class LinkDrafts(PortalOptions portal, PortalStore links, IRandomSource random)
{
    /// <summary>Makes a token and stores its link: a text whose link is not there would lead nowhere.</summary>
    /// <param name="draft">The link but for its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The link, and the address to put into the text.</returns>
    public async Task<(PortalLink Link, string Address)> AddAsync(Func<LinkId, PortalLink> draft, CancellationToken cancellationToken)
    {
        var token = LinkToken.Create(random);
        var link = draft(token.Id);
        await links.AddAsync(link, cancellationToken);
        return (link, portal.LinkWith(token));
    }

    /// <summary>The message that waits behind a link.</summary>
    public static MessageDraft Posted(MessageId id, DateTimeOffset at, MessageText words, string author, string patient) =>
        new(id, at, MessageStatus.Posted, words, author, null, MessageClass.Conversation, [])
        {
            Channel = MessageChannel.Portal,
            PatientId = patient,
        };
}
