using System.Collections.Concurrent;

namespace SecureText.Faults.Load;

/// <summary>What somebody asked the clinic to keep.</summary>
internal enum Kind
{
    Reply,
    Note,
    PortalText,
    Upload,
}

/// <summary>A request with a key of its own, and what was answered.</summary>
internal sealed class Asked(Kind kind, string number, string words, string key)
{
    internal Kind Kind => kind;

    internal string Number => number;

    /// <summary>Found in no other text; of a file its name.</summary>
    internal string Words => words;

    internal string Key => key;

    /// <summary>Of a file.</summary>
    internal byte[] Bytes { get; init; } = [];

    /// <summary>Status of the answer; 0 while nobody has said anything. Then no effect is right, and one is.</summary>
    internal int Status { get; set; }

    /// <summary>Under which ids it was answered: one, however often it is asked.</summary>
    internal HashSet<string> Ids { get; } = [];

    internal bool IsPromised => Status is 200 or 201 or 202 or 204;
}

/// <summary>All that the clinic was asked to keep, and all that it was told.</summary>
internal sealed class Promises
{
    internal ConcurrentBag<Asked> All { get; } = [];

    /// <summary>Who is to get the news.</summary>
    internal ConcurrentDictionary<string, bool> Recipients { get; } = new();

    /// <summary>What each conversation was last said to be.</summary>
    internal ConcurrentDictionary<string, Standing> Standings { get; } = new();

    /// <summary>Answers that no honest server gives here.</summary>
    internal ConcurrentBag<string> Wrong { get; } = [];
}

/// <summary>What must be so of a conversation when all is quiet.</summary>
/// <param name="AssignedTo">Whose it is; as it was answered last.</param>
/// <param name="UnreadFrom">At least so many texts have not been read.</param>
/// <param name="UnreadTo">At most so many.</param>
/// <param name="Unanswered">Whether a text waits for an answer; null when two things met and either may be.</param>
internal sealed record Standing(string? AssignedTo, int UnreadFrom, int UnreadTo, bool? Unanswered);
