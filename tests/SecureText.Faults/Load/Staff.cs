using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SecureText.Demo;
using SecureText.Run;
using SecureText.SignIn;

namespace SecureText.Faults.Load;

/// <summary>Staff at their desks: who is signed out signs in again, who gets no answer asks again.</summary>
internal sealed class Staff(LocalSystem system, TimeProvider clock, Calls calls)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(250);

    // The functions end a sign-in after fifteen idle minutes.
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, string> ids = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, (Task<StaffClient> Client, DateTimeOffset Used)> clients = [];

    internal Calls Calls => calls;

    /// <summary>Asks once, whoever is at the desk being signed in; null when nobody can tell what came of it.</summary>
    internal async Task<Answer?> OnceAsync(
        DemoPerson person, string what, Func<StaffClient, Task<Answer>> ask, CancellationToken token)
    {
        while (true)
        {
            var client = await ClientAsync(person, token);
            var answer = await calls.OnceAsync(what, () => ask(client), token);
            if (answer is not { Problem: "signed-out" or "not-signed-in" }) return answer;
            Forget(person, client);
        }
    }

    /// <summary>Asks until there is an answer.</summary>
    internal async Task<Answer> SureAsync(
        DemoPerson person, string what, Func<StaffClient, Task<Answer>> ask, CancellationToken token)
    {
        while (true)
        {
            if (await OnceAsync(person, what, ask, token) is { } answer) return answer;
            await Task.Delay(Wait, token);
        }
    }

    /// <summary>The conversation of a number, as the inbox shows it.</summary>
    internal async Task<string> FindAsync(string number, CancellationToken token)
    {
        while (true)
        {
            if (ids.TryGetValue(number, out var known)) return known;
            foreach (var item in await ViewAsync("open", token)) ids[(string)item["number"]!] = (string)item["id"]!;
            if (!ids.ContainsKey(number)) await Task.Delay(Wait, token);
        }
    }

    /// <summary>All lines of a view of the inbox.</summary>
    internal async Task<IReadOnlyList<JsonNode>> ViewAsync(string view, CancellationToken token)
    {
        var items = new List<JsonNode>();
        for (var cursor = ""; ;)
        {
            var page = (await SureAsync(
                DemoPeople.Manager, "read inbox", client => client.GetAsync($"api/conversations?view={view}{cursor}", token), token)).Must(200).Json!;
            items.AddRange(page["items"]!.AsArray().Select(one => one!));
            if ((string?)page["cursor"] is not { } next) return items;
            cursor = $"&cursor={next}";
        }
    }

    /// <summary>All of a thread, newest first.</summary>
    internal async Task<IReadOnlyList<JsonNode>> ThreadAsync(string id, CancellationToken token)
    {
        var items = new List<JsonNode>();
        for (var cursor = ""; ;)
        {
            var page = (await SureAsync(
                DemoPeople.Manager, "read thread", client => client.GetAsync($"api/conversations/{id}/messages{cursor}", token), token)).Must(200).Json!;
            items.AddRange(page["items"]!.AsArray().Select(one => one!));
            if ((string?)page["cursor"] is not { } next) return items;
            cursor = $"?cursor={next}";
        }
    }

    private Task<StaffClient> ClientAsync(DemoPerson person, CancellationToken token)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var client = clients.TryGetValue(person.Key, out var known) && now - known.Used < Idle
                ? known.Client
                : SignInAsync(person, token);
            clients[person.Key] = (client, now);
            return client;
        }
    }

    // Only who still has that client forgets it: another may have signed in since.
    private void Forget(DemoPerson person, StaffClient client)
    {
        lock (gate)
        {
            if (clients.TryGetValue(person.Key, out var known) && known.Client.IsCompletedSuccessfully && known.Client.Result == client)
                clients.Remove(person.Key);
        }
    }

    private async Task<StaffClient> SignInAsync(DemoPerson person, CancellationToken token)
    {
        while (true)
        {
            try
            {
                return await StaffClient.SignInAsync(system, person, true, token);
            }
            catch (Exception problem) when (problem is ExpectationException or HttpRequestException)
            {
                // The page asks the functions for the roles, and they are not there.
                await Task.Delay(Wait, token);
            }
        }
    }
}
