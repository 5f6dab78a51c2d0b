using System.Text.Json.Nodes;

namespace SecureText.Weeks;

/// <content>Refills, recalls, video visits, missed calls, and news for everybody.</content>
internal sealed partial class Script
{
    internal const string Refill = "refills";
    internal const string Recall = "recalls";
    internal const string Video = "video visits";
    internal const string Call = "missed calls";
    internal const string News = "news";

    // No other visit is on that day, so that the campaign can choose by the day.
    internal const int VideoDay = 11;

    private int rows;

    internal Sheet RefillFile { get; } = new("Refill ID", "Patient ID", "Due date", "Status");

    internal Sheet RecallFile { get; } = new("Recall ID", "Patient ID", "Recall date", "Provider", "Status");

    /// <summary>Calls that nobody answered; the telephone system tells of each, some callers try twice.</summary>
    internal List<(DateTimeOffset At, JsonObject News)> CallNews { get; } = [];

    private void Refills()
    {
        Due(Refill, "YES", 4, new Truth { Sent = 2, Answered = true }, Yes);
        Due(Refill, "NO", 2, new Truth { Sent = 2, Answered = true, Declined = true }, No);
        Due(Refill, "YES, after the second text", 2, new Truth { Sent = 3, Answered = true }, null, Yes);
        Due(Refill, "no answer", 3, new Truth { Sent = 2 });
    }

    private void Recalls()
    {
        Due(Recall, "YES", 3, new Truth { Sent = 2, Answered = true }, Yes);
        Due(Recall, "NO", 2, new Truth { Sent = 2, Answered = true, Declined = true }, No);
        Due(Recall, "RESCHEDULE", 1, new Truth { Sent = 2, Answered = true }, Reschedule);
        Due(Recall, "unclear, then NO", 1, new Truth { Sent = 3, Answered = true, Declined = true }, Unclear, No);
        Due(Recall, "no answer; held when it was due", 4, new Truth { Sent = 2 });
    }

    private void Videos()
    {
        Watched("gets in", 4, new Truth { Sent = 1 });
        Watched("needs help", 2, new Truth { Sent = 2, Answered = true }, Yes);
        Watched("RESCHEDULE", 1, new Truth { Sent = 2, Answered = true, Declined = true }, Reschedule);
    }

    private void Calls()
    {
        Called("wants to be called", 3, new Truth { Sent = 2, Answered = true }, Yes);
        Called("does not", 2, new Truth { Sent = 2, Answered = true, Declined = true }, No);
        Called("unclear, then YES", 1, new Truth { Sent = 3, Answered = true }, Unclear, Yes);
        Called("no answer", 2, new Truth { Sent = 1 });
    }

    private void Due(string campaign, string branch, int count, Truth truth, params Deed?[] deeds)
    {
        for (var i = 0; i < count; i++) Due(campaign, branch, Next(), truth, deeds);
    }

    private void Due(string campaign, string branch, Person person, Truth truth, params Deed?[] deeds)
    {
        var id = $"D-{++rows:0000}";
        if (campaign == Refill) RefillFile.Add(id, person.Key, Day(ClinicCalendar.At(5, 0, 0)), "Due");
        else RecallFile.Add(id, person.Key, Day(ClinicCalendar.Start), DoctorOf(id), "Due");
        Add(campaign, branch, person, truth, deeds);
    }

    private void Watched(string branch, int count, Truth truth, params Deed?[] deeds)
    {
        for (var i = 0; i < count; i++)
        {
            var person = Next();
            Book(person, VideoDay, 13, $"https://video.example/{++rows}");
            Add(Video, branch, person, truth, deeds);
        }
    }

    private void Called(string branch, int count, Truth truth, params Deed?[] deeds)
    {
        for (var i = 0; i < count; i++)
        {
            var person = Next();
            Add(Call, branch, person, truth, deeds);
            for (var time = 0; time < 2; time++)
            {
                var at = ClinicCalendar.At(2, 9, 10 + 20 * time);
                CallNews.Add((at, new JsonObject { ["id"] = $"call-{person.Key}-{time}", ["number"] = person.Number, ["at"] = $"{at:yyyy-MM-ddTHH:mm:sszzz}" }));
            }
        }
    }

    // Everybody who has agreed and has not left since, once a telephone.
    private void Everyone()
    {
        foreach (var person in people.DistinctBy(one => one.Number))
        {
            Add(News, "news", person, !person.Agrees ? new Truth { Sent = 0, Suppressed = 1 }
                : parts.Exists(part => part.Person == person && part.Truth.Withdrawn) ? new Truth { Sent = 0, Withdrawn = true }
                : new Truth { Sent = 1 });
        }
    }
}
