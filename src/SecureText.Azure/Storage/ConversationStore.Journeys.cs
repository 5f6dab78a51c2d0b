using Azure.Data.Tables;
using SecureText.Campaigns;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <content>The journeys of a conversation: a row each, behind the messages.</content>
public sealed partial class ConversationStore
{
    /// <summary>A journey with the newest messages, head and keys. Two requests at once.</summary>
    /// <returns>The row is null when there is none.</returns>
    public async Task<(ThreadPage Page, JourneyRow? Row)> FindJourneyAsync(
        ConversationId id, JourneyId journey, int take, CancellationToken cancellationToken)
    {
        var rows = table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, RowKeys.Journey(journey), cancellationToken: cancellationToken);
        var page = await ReadAsync(id, null, take, cancellationToken);
        var found = await rows;
        var seal = await keys.RowSealAsync(cancellationToken);
        return (page, found.HasValue
            ? await JourneyRow.FromAsync(seal, texts, id, found.Value!, page.Keys, cancellationToken)
            : null);
    }

    /// <summary>True when there is such a journey, running or not. One request, of keys only.</summary>
    public async Task<bool> HasJourneyAsync(ConversationId id, JourneyId journey, CancellationToken cancellationToken) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, RowKeys.Journey(journey), ["RowKey"], cancellationToken)).HasValue;

    /// <summary>The campaign of a journey, as its row says in clear; null when there is no such journey. One request.</summary>
    public async Task<string?> CampaignOfAsync(ConversationId id, JourneyId journey, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            id.Value, RowKeys.Journey(journey), ["Campaign"], cancellationToken);
        return found.HasValue ? found.Value!.TryText("Campaign") : null;
    }

    private TableEntity JourneyEntity(RowSeal seal, WritingKey key, ConversationId id, StoredJourney journey) => JourneyRow.ToEntity(
        seal, id.Value, journey,
        texts.Seal(key, id, RowKeys.Journey(journey.Id), JourneyRow.StateField, JourneyRow.WordsOf(journey)));
}
