namespace SecureText.Api.Access;

/// <summary>
/// Who may call which HTTP function: the one table. A function without a row does not answer (P7).
/// </summary>
public static class Permissions
{
    private static readonly Dictionary<string, Role?> Rules = new(StringComparer.Ordinal)
    {
        ["ListConversations"] = Role.Staff,
        ["StartConversation"] = Role.Staff,
        ["ReadMessages"] = Role.Staff,
        ["SendMessage"] = Role.Staff,
        ["MarkRead"] = Role.Staff,
        ["Assign"] = Role.Staff,
        ["Close"] = Role.Staff,
        ["Reopen"] = Role.Staff,
        ["NamePatient"] = Role.Staff,
        ["ReadConsents"] = Role.Staff,
        ["RecordConsent"] = Role.Staff,
        ["HealthLive"] = null,
        ["HealthReady"] = null,
        ["OpenApi"] = null,
    };

    /// <summary>The names of all functions that have a rule.</summary>
    public static IReadOnlyCollection<string> Functions => Rules.Keys;

    /// <summary>What <paramref name="function"/> asks for.</summary>
    /// <returns>False when it has no rule. <paramref name="needed"/> is null when anybody may call it.</returns>
    public static bool TryFind(string function, out Role? needed) => Rules.TryGetValue(function, out needed);
}
