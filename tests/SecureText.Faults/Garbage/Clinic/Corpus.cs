using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SecureText.Faults.Garbage;

/// <summary>What is really there, so that garbage reaches further than the first check: ids, people, keys.</summary>
internal sealed class Corpus
{
    /// <summary>Good ids by the name that the description of the API gives them.</summary>
    internal Dictionary<string, IReadOnlyList<string>> Ids { get; } = new(StringComparer.Ordinal);

    internal required Canaries Canaries { get; init; }

    /// <summary>Does what is asked to be broken.</summary>
    internal required Caller Owner { get; init; }

    internal required Caller Member { get; init; }

    /// <summary>A sign-in that may be ended.</summary>
    internal required Caller Passing { get; init; }

    /// <summary>Stays out of the way of the garbage and asks whether all is well.</summary>
    internal required Caller Good { get; init; }

    internal required Caller Patient { get; init; }

    internal required Caller FormPatient { get; init; }

    /// <summary>Tokens of links: the first opens a session that is used, the last is there to be locked.</summary>
    internal required IReadOnlyList<string> Tokens { get; init; }

    internal required string WebhookSecret { get; init; }

    /// <summary>Sections of the settings as they are, to be sent changed.</summary>
    internal required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Puts the settings back as they were, where garbage has found a way to change them.</summary>
    internal async Task RestoreAsync(CancellationToken token)
    {
        foreach (var (section, value) in Settings)
        {
            var now = (await Owner.GetAsync("api/settings", token)).Json;
            if (now?["version"] is not { } version || now[section]?.ToJsonString() == value) continue;
            var change = new { version = (long)version, value = JsonNode.Parse(value) };
            await Owner.SendAsync(HttpMethod.Put, $"api/settings/{section}", JsonContent.Create(change), token);
        }
    }

    internal IReadOnlyList<string> Of(string name) => Ids.GetValueOrDefault(name) ?? [];
}
