using System.Text.Json;

namespace SecureText.Faults.Garbage;

/// <summary>What was taken and what was refused, to be compared with what is there in the end.</summary>
internal sealed class Ledger
{
    private readonly Lock gate = new();
    private readonly List<(int Number, string Json)> events = [];
    private readonly List<(int Number, string Mark, bool Taken)> writes = [];

    /// <summary>Events that were acknowledged.</summary>
    internal IReadOnlyList<(int Number, string Json)> Events => events;

    /// <summary>Words of staff and patients, each known by its mark.</summary>
    internal IReadOnlyList<(int Number, string Mark, bool Taken)> Writes => writes;

    internal void Note(Mutant mutant, Reply reply)
    {
        if (mutant.Family == "event" && reply.Status == 202 && mutant.Headers.Any(one => one is ("aeg-event-type", "Notification" or "notification")))
        {
            foreach (var json in EventReading.Of(mutant.Body)?.Distinct() ?? []) Add(() => events.Add((mutant.Number, json)));
        }

        if (mutant.Writes is not { } mark || reply.Status is < 200 or >= 500) return;
        var taken = reply.Status < 300;
        if (!taken || Words(mutant.Body).Contains(mark, StringComparison.Ordinal)) Add(() => writes.Add((mutant.Number, mark, taken)));
    }

    private void Add(Action note)
    {
        lock (gate) note();
    }

    // As the program reads it: in either casing, the last of two.
    private static string Words(byte[] body)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(body);
            return json.ValueKind != JsonValueKind.Object ? ""
                : json.EnumerateObject().Where(one => one.Name.Equals("text", StringComparison.OrdinalIgnoreCase)).Select(one => one.Value).LastOrDefault()
                    is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
