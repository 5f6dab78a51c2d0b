using System.Text;
using System.Text.RegularExpressions;

namespace SecureText.Faults.Garbage;

/// <summary>Every operation of the API, with ids, queries, headers and bodies that are nearly right.</summary>
internal static partial class RouteGarbage
{
    // What would take the sessions away that all others need is asked with what is not theirs.
    private static readonly string[] WithPassing = ["SignOut"];
    private static readonly string[] WithoutGoodIds = ["DeleteWebhookSecret", "RevokeLink"];

    // What takes from a patient what he needs to write is asked of another one, or soon nothing would be written any more.
    private static readonly string[] Depriving = ["ChangePatient", "RemovePatient", "ShredRecord", "HoldRecord", "Close"];

    // Writes words that staff then read.
    private static readonly string[] Writing = ["SendMessage", "WriteNote", "PortalSend", "SendSecureMessage", "StartConversation"];

    // These read for a while by design: a search has three seconds, a retry of the quarantine twenty.
    private static readonly Dictionary<string, TimeSpan> Slow = new()
    {
        ["RetryQuarantine"] = TimeSpan.FromSeconds(25),
        ["ReadEvidence"] = TimeSpan.FromSeconds(10),
        ["ReadEvidenceReport"] = TimeSpan.FromSeconds(10),
    };

    internal static Mutant Make(int number, Dice dice, Corpus corpus)
    {
        // Words that are taken are looked for in the end, so that there must be enough of them.
        var route = dice.Percent(15) ? ApiRoute.All.First(one => one.Operation == Writing[number % Writing.Length]) : dice.Pick(ApiRoute.All);
        if (route.Operation == "RetryQuarantine" && !dice.Percent(5)) route = dice.Pick(ApiRoute.All);
        var mark = corpus.Canaries.Mark(number);
        var headers = Headers(route, corpus, dice);
        var body = route.Body is null ? [] : Body(route, corpus, dice, number);
        return new Mutant(
            number, "route", route.Method, Path(route, corpus, dice) + Query(route, corpus, dice),
            dice.Percent(35) ? HeaderGarbage.Bend(headers, dice, mark) : headers, body)
        {
            Operation = route.Operation,
            Limit = Slow.GetValueOrDefault(route.Operation, TimeSpan.FromSeconds(5)),
            Writes = Writing.Contains(route.Operation) ? mark : null,
        };
    }

    internal static List<(string Name, string Value)> Headers(ApiRoute route, Corpus corpus, Dice dice)
    {
        var caller = route.IsPortal
            ? (route.Operation == "PortalSignOut" ? null : dice.Percent(70) ? corpus.Patient : corpus.FormPatient)
            : WithPassing.Contains(route.Operation) ? corpus.Passing
            : dice.Below(20) switch { 0 => null, < 4 => corpus.Member, _ => corpus.Owner };
        List<(string, string)> headers = [("Host", "127.0.0.1"), .. caller?.Headers ?? []];
        if (!dice.Percent(3)) headers.Add(("X-SecureText", "1"));
        if (route.Body is not null) headers.Add(("Content-Type", "application/json"));
        if (route.Operation is "PortalUpload" or "StartCampaign") headers.Add(("Idempotency-Key", "k" + Odd.Whole(dice.Below(1000))));
        return headers;
    }

    private static byte[] Body(ApiRoute route, Corpus corpus, Dice dice, int number)
    {
        var mark = corpus.Canaries.Mark(number);
        var sample = new Sample(route, corpus, dice, number).Body();
        return dice.Below(20) switch
        {
            0 => [],
            1 => dice.Bytes(dice.Below(300)),
            2 => Encoding.UTF8.GetBytes(Odd.Text(dice)),
            3 => ByteMutation.Damage(Encoding.UTF8.GetBytes(sample.ToString()), dice),
            _ => ByteMutation.Encode(TreeMutation.Change(sample, dice, mark).ToString(), dice),
        };
    }

    private static string Path(ApiRoute route, Corpus corpus, Dice dice) => Parameter().Replace(
        route.Path,
        name =>
        {
            var good = WithoutGoodIds.Contains(route.Operation) && name.Groups[1].Value is "link" or "id" && !route.Path.Contains("conversations", StringComparison.Ordinal)
                ? []
                : Depriving.Contains(route.Operation) && corpus.Of($"other {name.Groups[1].Value}") is { Count: > 0 } other ? other
                : corpus.Of(name.Groups[1].Value);
            return good.Count > 0 && dice.Percent(60) ? dice.Pick(good) : PathMutation.Segment(dice, good);
        });

    private static string Query(ApiRoute route, Corpus corpus, Dice dice)
    {
        var asked = route.Parameters.Where(one => one.In == "query" && dice.Percent(60)).Select(one => one.Name).ToList();
        if (dice.Percent(8)) asked.Add(dice.Pick(["x", "functionName", "code", "view", "cursor", "$filter", "", "a[]", "__proto__"]));
        if (dice.Percent(5) && asked.Count > 0) asked.Add(asked[0]);
        return asked.Count == 0 ? "" : "?" + string.Join('&', asked.Select(name => $"{name}={Value(name, corpus, dice)}"));
    }

    private static string Value(string name, Corpus corpus, Dice dice) => dice.Below(6) switch
    {
        0 when corpus.Of(name) is { Count: > 0 } good => dice.Pick(good),
        1 => PathMutation.Segment(dice, corpus.Of(name)),
        2 => Uri.EscapeDataString(dice.Pick(Odd.Times)),
        3 => dice.Pick(Odd.Numbers).Replace("+", "%2B", StringComparison.Ordinal),
        4 when name == "cursor" => Cut(Cursors.Make(dice)),
        _ => Cut(Odd.Text(dice)),
    };

    private static string Cut(string text)
    {
        var clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length > 1500 ? text[..1500] : text));
        return Uri.EscapeDataString(clean);
    }

    [GeneratedRegex(@"\{([a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
