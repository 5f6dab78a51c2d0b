using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>Calls of other systems: bodies that are nearly right under good signatures, and signatures that are nearly right.</summary>
internal static class HookGarbage
{
    internal static Mutant Make(int number, Dice dice, Corpus corpus)
    {
        var mark = corpus.Canaries.Mark(number);
        var kind = dice.Pick(corpus.Of("kind"));
        var sample = Tree.Of(kind switch
        {
            "payment-posted" => new { id = mark, statement = "S-1", balance = "$20.00", occurredAt = "2026-11-22T10:00:00-08:00", source = "csv" },
            "call-missed" => new { id = mark, number = corpus.Of("number")[0], at = "2026-11-22T10:00:00-08:00" },
            _ => (object)new
            {
                id = mark,
                appointment = "A-1",
                patient = "P-1",
                at = "2026-12-22T10:00:00-08:00",
                doctor = $"Dr. {mark}",
                place = mark,
                status = "booked",
                url = "https://clinic.example/x",
            },
        });
        var body = dice.Percent(10) ? ByteMutation.Damage(Encoding.UTF8.GetBytes(sample.ToString()), dice)
            : ByteMutation.Encode(TreeMutation.Change(sample, dice, mark).ToString(), dice);
        if (dice.Percent(3)) body = [.. body, .. Encoding.UTF8.GetBytes(new string(' ', 66_000))];
        List<(string, string)> headers = [("Host", "127.0.0.1"), ("Content-Type", "application/json")];
        headers.AddRange(Signatures(dice, corpus, kind, body, mark).Select(value => ("X-SecureText-Signature", value)));
        var path = dice.Percent(90) ? kind : dice.Pick([kind.ToUpperInvariant(), kind + "/", PathMutation.Segment(dice, [])]);
        return new Mutant(number, "webhook", "POST", $"/api/hooks/{path}", headers, body);
    }

    private static IEnumerable<string> Signatures(Dice dice, Corpus corpus, string kind, byte[] body, string mark)
    {
        var now = TimeProvider.System.GetUtcNow();
        var good = Sign(corpus.WebhookSecret, now, kind, body);
        return dice.Below(20) switch
        {
            0 => [],
            1 => [Sign(corpus.WebhookSecret, now.AddMinutes(-dice.Pick([4, 6, 600])), kind, body)],
            2 => [Sign(corpus.WebhookSecret, now.AddMinutes(dice.Pick([4, 6, 600])), kind, body)],
            3 => [Sign(corpus.WebhookSecret + "x", now, kind, body)],
            4 => [Sign(corpus.WebhookSecret, now, "payment-posted ", body)],
            5 => [good, good],
            6 => [good.ToUpperInvariant()],
            7 => [good + "," + string.Join(',', Enumerable.Repeat("v1=" + new string('0', 64), dice.Pick([1, 5, 6])))],
            8 => [$"t={dice.Pick(Odd.Numbers)},v1={new string('a', 64)}"],
            9 => [mark],
            10 => [HeaderGarbage.Wire(Odd.Text(dice))],
            11 => [good.Replace("v1", "v0", StringComparison.Ordinal)],
            _ => [good],
        };
    }

    private static string Sign(string secret, DateTimeOffset at, string kind, byte[] body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}.{kind}."), .. body];
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
