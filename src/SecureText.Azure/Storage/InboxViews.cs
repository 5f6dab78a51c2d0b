using System.Globalization;
using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Storage;

/// <summary>Which rows of the index a conversation has. Pure.</summary>
internal static class InboxViews
{
    /// <summary>Everything that is not closed.</summary>
    public const string Open = "open|";

    /// <summary>Waits for an answer.</summary>
    public const string Unanswered = "unanswered|";

    /// <summary>Must be looked at first.</summary>
    public const string Urgent = "urgent|";

    /// <summary>Put away.</summary>
    public const string Closed = "closed|";

    /// <summary>Open and assigned to <paramref name="staffId"/>.</summary>
    public static string Mine(string staffId) => $"mine|{staffId}|";

    /// <summary>Before every row of a view with that time or an earlier one.</summary>
    public static string At(string view, DateTimeOffset at) => view + Countdown(at);

    /// <summary>Row keys: view, time counting down, conversation.</summary>
    internal static IReadOnlyList<string> RowKeys(ConversationId id, ConversationHead head)
    {
        var place = $"{Countdown(head.LastActivityAt)}|{id.Value}";
        if (head.Status == ConversationStatus.Closed) return [Closed + place];

        var keys = new List<string> { Open + place };
        if (head.UnansweredSince is not null) keys.Add(Unanswered + place);
        if (head.Urgent) keys.Add(Urgent + place);
        if (head.AssignedTo is { } staffId) keys.Add(Mine(staffId) + place);
        return keys;
    }

    private static string Countdown(DateTimeOffset at) =>
        (long.MaxValue - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
