using System.Text.Json.Nodes;
using SecureText.SignIn;
using static SecureText.Demo.DayCanaries;

namespace SecureText.Demo;

/// <content>Emergency access, and what the compliance officer finds of it.</content>
internal sealed partial class ClinicDay
{
    private async Task<string> EmergencyAsync(CancellationToken cancellationToken)
    {
        var path = await PathOfAsync(Devon, cancellationToken);
        var conversation = path.Split('/')[^1];
        var before = (string?)(await ConversationAsync(Devon, cancellationToken))["assignedTo"];
        (await manager.PostAsync($"{path}/assign", new { to = "me" }, cancellationToken)).Must(204);
        (await member.GetAsync($"{path}/messages", cancellationToken)).MustFail(403, "not-yours");

        var reason = $"He called and nobody else is here. {EmergencyWord}";
        var opened = (await member.PostAsync("api/break-glass", new { conversation, reason }, cancellationToken)).Must(201);
        var id = (string)opened.Json!["id"]!;
        (await member.GetAsync($"{path}/messages", cancellationToken)).Must(200);
        (await member.PostAsync($"{path}/close", null, cancellationToken)).MustFail(403, "not-yours");
        (await member.PostAsync("api/break-glass", new { conversation, reason }, cancellationToken)).MustFail(409, "already-open");
        var live = (await member.GetAsync("api/me", cancellationToken)).Must(200).Json!["emergency"]!.AsArray();
        Expect.Equal(id, (string?)live.Single()!["id"], "what the member has open");
        (await owner.PostAsync($"api/emergencies/{id}/review", Review, cancellationToken)).MustFail(409, "still-open");
        (await member.PostAsync($"api/emergencies/{id}/end", null, cancellationToken)).Must(204);
        (await member.GetAsync($"{path}/messages", cancellationToken)).MustFail(403, "not-yours");

        var waiting = (await owner.GetAsync("api/me", cancellationToken)).Must(200).Json!["emergenciesToReview"];
        Expect.Equal(1, (int)waiting!, "emergencies that wait for the owner");
        var listed = (await owner.GetAsync("api/emergencies", cancellationToken)).Must(200).Json!["items"]!.AsArray().Single()!;
        Expect.Equal(reason, (string?)listed["reason"], "the reason that the owner reads");
        (await manager.PostAsync($"api/emergencies/{id}/review", Review, cancellationToken)).MustFail(403, "no-role");
        (await owner.PostAsync($"api/emergencies/{id}/review", Review, cancellationToken)).Must(204);
        (await manager.PostAsync($"{path}/assign", new { to = before }, cancellationToken)).Must(204);

        var marked = await AllAsync(manager, "api/audit/entries", new { emergency = id }, cancellationToken);
        var actions = marked.Select(entry => (string?)entry["action"]).Distinct().Order(StringComparer.Ordinal);
        Expect.Equal(
            "conversation.read, emergency.ended, emergency.opened, emergency.reviewed", string.Join(", ", actions), "what the log has of it");
        return $"read for as long as it was open, not closed or taken over; {marked.Count} entries of the log carry it; reviewed";
    }

    private async Task<string> TouchedAsync(CancellationToken cancellationToken)
    {
        var conversation = (await PathOfAsync(Devon, cancellationToken)).Split('/')[^1];
        var actor = await IdOfAsync(DemoPeople.Member, cancellationToken);
        var touched = await AllAsync(manager, "api/audit/touched", new { actor }, cancellationToken);
        Expect.That(touched.Any(one => (string?)one["conversation"] == conversation), "the record that the member touched");
        (await member.PostAsync("api/audit/touched", new { actor }, cancellationToken)).MustFail(403, "no-role");

        var ids = touched.Select(one => (string)one["conversation"]!).Distinct().Take(50).ToArray();
        var named = (await manager.PostAsync("api/audit/names", new { conversations = ids }, cancellationToken)).Must(200);
        Expect.That(
            named.Json!["items"]!.AsArray().Any(one => (string?)one!["conversation"] == conversation && (string?)one["number"] == Devon),
            "whose record it is");
        var found = (await manager.PostAsync("api/audit/find", new { number = Devon }, cancellationToken)).Must(200);
        Expect.Equal(conversation, (string?)found.Json!["conversation"], "the conversation of the number");

        // By the address too: on one machine the front door's own.
        var read = (await AllAsync(manager, "api/audit/entries", new { actor, action = "conversation.read" }, cancellationToken))[0];
        var source = (string?)read["source"];
        Expect.That(source is not null && source.StartsWith("addr:", StringComparison.Ordinal), "a hashed address");
        var bySource = await AllAsync(manager, "api/audit/touched", new { source }, cancellationToken);
        Expect.That(bySource.Any(one => (string?)one["conversation"] == conversation), "the record by the address");

        var looks = await AllAsync(manager, "api/audit/entries", new { action = "audit.read" }, cancellationToken);
        Expect.That(
            looks.Any(look => look["subjects"]!.AsArray().Any(one => (string?)one == $"staff:{actor}")), "the look itself in the log");
        return $"{ids.Length} records with times and actions, named; the looks are in the log as well";
    }

    private static object Review => new { finding = "appropriate", note = $"Spoke to her the same night. {EmergencyWord}" };

    /// <summary>All that a search finds, page by page.</summary>
    private static async Task<IReadOnlyList<JsonNode>> AllAsync(
        StaffClient who, string path, object query, CancellationToken cancellationToken)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(query)!.AsObject();
        var items = new List<JsonNode>();
        while (true)
        {
            var page = (await who.PostAsync(path, body, cancellationToken)).Must(200).Json!;
            Expect.Equal(0, (int)page["scanned"]!["damaged"]!, "damaged lines");
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            if ((string?)page["cursor"] is not { } cursor) return items;
            body["cursor"] = cursor;
        }
    }
}
