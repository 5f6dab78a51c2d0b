using System.Globalization;
using System.Text.Json.Nodes;

namespace SecureText.Weeks;

/// <content>Statements, and what is paid on them.</content>
internal sealed partial class Script
{
    internal const string Payment = "statements";

    private int statements;

    internal Sheet StatementFile { get; } = new("Statement ID", "Patient ID", "Statement date", "Balance due", "Pay link");

    /// <summary>What the bank tells by webhook, by when.</summary>
    internal List<(DateTimeOffset At, JsonObject News)> PaymentNews { get; } = [];

    /// <summary>Codes with which the first texts to some fail.</summary>
    internal Dictionary<string, int[]> Failures { get; } = [];

    /// <summary>Every amount that somebody owes, without its sign.</summary>
    internal IEnumerable<string> Amounts => Enumerable.Range(1, statements).Select(MadeUp.Amount);

    private void Payments()
    {
        Statement("paid after the first text", 8, new Truth { Sent = 1, Paid = true }, ClinicCalendar.At(2, 11, 0));
        Statement("paid after one reminder", 6, new Truth { Sent = 2, Paid = true, PaidAfterOne = true }, ClinicCalendar.At(9, 11, 0));
        Statement("paid after two", 4, new Truth { Sent = 3, Paid = true, PaidAfterTwo = true }, ClinicCalendar.At(21, 11, 0));
        Statement("never paid", 6, new Truth { Sent = 3 }, null);
        Statement("wants to talk", 4, new Truth { Sent = 2, Answered = true }, null, Yes);
        Statement("does not want to talk", 2, new Truth { Sent = 3, Answered = true }, null, No);
        Failing("not reached, then reached", 4006, new Truth { Sent = 1, Paid = true }, ClinicCalendar.At(2, 11, 0));
        Failing("the carrier says withdrawn", 4007, new Truth { Sent = 1, Failed = 1, Withdrawn = true }, null);
    }

    private void Failing(string branch, int code, Truth truth, DateTimeOffset? paid) =>
        Failures[Statement(branch, 1, truth, paid).Number] = [code];

    private Person Statement(string branch, int count, Truth truth, DateTimeOffset? paid, params Deed?[] deeds)
    {
        Person? last = null;
        for (var i = 0; i < count; i++)
        {
            last = Next();
            Bill(last, paid);
            Add(Payment, branch, last, truth, deeds);
        }

        return last!;
    }

    private void Bill(Person person, DateTimeOffset? paid)
    {
        var id = $"S-{++statements:0000}";
        var amount = MadeUp.Amount(statements);
        StatementFile.Add(id, person.Key, Day(ClinicCalendar.Start), $"${amount}", $"https://pay.example/{id}");
        if (paid is not { } at) return;
        PaymentNews.Add((at, new JsonObject
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"paid-{id}"),
            ["statement"] = id,
            ["patient"] = person.Key,
        }));
    }
}
