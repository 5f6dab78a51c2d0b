using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using SecureText.Sealing;

namespace SecureText.Campaigns;

/// <summary>Names a journey for an orchestration: opaque ids, and a time.</summary>
/// <param name="Conversation">Whose.</param>
/// <param name="Journey">Which.</param>
public sealed record JourneyRef(string Conversation, string Journey)
{
    /// <summary>What it waits for, of a journey whose first step was taken before its orchestration began; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JourneyWait? Known { get; init; }

    /// <summary>
    /// Names its orchestration. Of both: an occasion that goes over to another number goes another way there, beside the old one.
    /// </summary>
    internal string Instance =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Conversation}|{Journey}")))[..JourneyId.Length];

    internal static JourneyRef For(ConversationId conversation, JourneyId journey) => new(conversation.Value, journey.Value);
}

/// <summary>What a journey waits for.</summary>
/// <param name="IsOver">Nothing: it has ended.</param>
/// <param name="WakeAt">This time, or a ring before; null for a ring alone.</param>
public sealed record JourneyWait(bool IsOver, DateTimeOffset? WakeAt)
{
    internal static JourneyWait Over { get; } = new(true, null);

    /// <summary>Why no journey began, as <c>no-conversation</c>; null when one did.</summary>
    internal string? Refused { get; init; }

    internal static JourneyWait Not(string code) => Over with { Refused = code };
}
