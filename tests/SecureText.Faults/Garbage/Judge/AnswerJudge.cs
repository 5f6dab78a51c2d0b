using System.Text.Json;
using SecureText.Canary;

namespace SecureText.Faults.Garbage;

/// <summary>What is wrong with one answer.</summary>
internal sealed class AnswerJudge(Canaries canaries)
{
    private const int LongHead = 16 * 1024;
    private const int LongBody = 512 * 1024;
    private readonly CanaryScanner echo = canaries.Echo();

    /// <summary>Each fault with the row of the table that it belongs to.</summary>
    internal IEnumerable<(Row Row, string What)> Of(Mutant mutant, Reply reply)
    {
        if (reply.Took > mutant.Limit && !mutant.IsBadlyFramed) yield return (Row.Slow, $"{reply.Took.TotalSeconds:F1} s");
        if (reply.Status == Reply.Silent && !mutant.IsBadlyFramed) yield return (Row.Slow, "no answer");
        if (reply.Status == Reply.HungUp && !MayHangUp(mutant)) yield return (Row.NoServerFault, "hung up");
        if (reply.Status >= 500 && !IsHostsOwn(mutant, reply)) yield return (Row.NoServerFault, $"{reply.Status} {CodeOf(reply)}");
        if (reply.Status < 400) yield break;
        if (Shape(mutant, reply) is { } wrong) yield return (Row.Problem, $"{reply.Status}: {wrong}");
        if (echo.Scan("head", reply.Head).Count > 0 || echo.Scan("body", WithoutFindings(reply)).Count > 0) yield return (Row.Echo, $"{reply.Status} {CodeOf(reply)}");
        if (reply.Text.Contains("   at ", StringComparison.Ordinal) || reply.Text.Contains("Exception", StringComparison.Ordinal)) yield return (Row.Echo, "says what was thrown");
    }

    private static bool MayHangUp(Mutant mutant) =>
        mutant.IsBadlyFramed || mutant.Body.Length > LongBody || mutant.Headers.Sum(one => one.Name.Length + one.Value.Length) + mutant.Target.Length > LongHead;

    // The host answers Event Grid with 500 for what it cannot read itself, before the program is asked: then it comes again, and
    // after the last time lies with the dead letters.
    private static bool IsHostsOwn(Mutant mutant, Reply reply) =>
        mutant.Target.StartsWith("/runtime/webhooks/", StringComparison.Ordinal)
        && (EventReading.Of(mutant.Body) is null || mutant.Headers.Any(one => one is ("aeg-event-type", "SubscriptionValidation")))
        && !reply.Text.Contains("SecureText", StringComparison.Ordinal);

    private static string? Shape(Mutant mutant, Reply reply)
    {
        // Every function sets this first; without it the answer is the host's or the server's own, which has nothing to say.
        if (reply.Header("X-Content-Type-Options") is null)
            return reply.Body.Length == 0 || mutant.Target.StartsWith("/runtime/", StringComparison.Ordinal) ? null : "words that are not the program's";
        if (mutant.Method == "HEAD") return null;
        if (reply.Header("Content-Type") != "application/problem+json") return $"content type {reply.Header("Content-Type")}";
        return KnownCodes.Has(CodeOf(reply)) ? null : "no known code";
    }

    private static string CodeOf(Reply reply) =>
        Json(reply) is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("type", out var type)
        && type.GetString() is { } urn && urn.StartsWith("urn:securetext:", StringComparison.Ordinal) ? urn["urn:securetext:".Length..] : "";

    // What a writer must change in his own words is shown to him; nothing else of them is.
    private static string WithoutFindings(Reply reply) =>
        reply.Status == 422 && Json(reply) is { ValueKind: JsonValueKind.Object } json
            ? string.Concat(json.EnumerateObject().Where(one => one.Name != "findings").Select(one => one.Value.ToString()))
            : reply.Text;

    private static JsonElement? Json(Reply reply)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(reply.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The rows of the table that single mutants can break.</summary>
internal enum Row
{
    NoServerFault,
    Problem,
    Echo,
    Slow,
    StillWorks,
    Acknowledged,
    Refused,
}
