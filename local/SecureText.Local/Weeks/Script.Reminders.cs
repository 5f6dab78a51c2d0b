using System.Text.Json.Nodes;

namespace SecureText.Weeks;

/// <content>Visits that are to come, and reminders of them.</content>
internal sealed partial class Script
{
    internal const string Reminder = "reminders";

    private static readonly (int Day, int Hour)[] Slots = [(4, 10), (4, 14), (8, 10), (8, 14)];

    private int appointments;

    /// <summary>What the practice exports on the first day.</summary>
    internal Sheet AppointmentFile { get; } = NewAppointments();

    /// <summary>What the health record's server exports on the first day.</summary>
    internal FhirSheet Record { get; } = new();

    /// <summary>The evening's export of a day: who came, who did not.</summary>
    internal Dictionary<int, Sheet> Evenings { get; } = [];

    /// <summary>The same of the health record's server.</summary>
    internal Dictionary<int, FhirSheet> RecordEvenings { get; } = [];

    /// <summary>News of visits that another system tells by webhook, by when.</summary>
    internal List<(DateTimeOffset At, string Kind, JsonObject News)> VisitNews { get; } = [];

    private void Reminders()
    {
        Visit("YES", 8, new Truth { Sent = 2, Answered = true, Confirmed = true, Kept = true }, Yes);
        Visit("YES, of the server", 8, new Truth { Sent = 2, Answered = true, Confirmed = true, Kept = true }, OfServer, Yes);
        Visit("YES, far away", 4, new Truth { Sent = 2, Answered = true, Confirmed = true, Kept = true }, FarAway, Yes);
        Visit("NO", 4, new Truth { Sent = 2, Answered = true, Declined = true }, No);
        Visit("RESCHEDULE", 4, new Truth { Sent = 2, Answered = true, Declined = true }, Reschedule);
        Visit("unclear, then YES", 4, new Truth { Sent = 3, Answered = true, Confirmed = true, Kept = true }, Unclear, Yes);
        Visit("unclear twice", 4, new Truth { Sent = 4, Kept = true }, Unclear, Unclear);
        Visit("no answer", 6, new Truth { Sent = 3, Kept = true });
        Visit("no answer, not come", 4, new Truth { Sent = 3, Missed = true });
        Visit("no consent", 6, new Truth { Sent = 0, Suppressed = 3 }, person => person with { Agrees = false });
        Moved();
        Cancelled();
        Shared();
    }

    private void Visit(string branch, int count, Truth truth, params Deed?[] deeds) => Visit(branch, count, truth, null, deeds);

    private void Visit(string branch, int count, Truth truth, Func<Person, Person>? with, params Deed?[] deeds)
    {
        for (var i = 0; i < count; i++)
        {
            var person = Next(with);
            var (day, hour) = Slots[i % Slots.Length];
            Visit(branch, person, day, hour, truth, deeds);
        }
    }

    private string Visit(string branch, Person person, int day, int hour, Truth truth, params Deed?[] deeds)
    {
        var id = Book(person, day, hour);
        Add(Reminder, branch, person, truth, deeds);
        if (!truth.Kept && !truth.Missed) return id;
        if (person.IsOfServer)
        {
            if (!RecordEvenings.TryGetValue(day, out var bundle)) RecordEvenings[day] = bundle = new FhirSheet();
            bundle.AddAppointment(id, person, DoctorOf(id), ClinicCalendar.At(day, hour, 0), truth.Kept ? "fulfilled" : "noshow");
            return id;
        }

        if (!Evenings.TryGetValue(day, out var evening)) Evenings[day] = evening = NewAppointments();
        var at = ClinicCalendar.At(day, hour, 0);
        evening.Add(id, person.Key, Day(at), Time(at), DoctorOf(id), "Harbor Clinic, second floor", null, truth.Kept ? "Kept" : "Missed");
        return id;
    }

    private string Book(Person person, int day, int hour, string? url = null)
    {
        var id = $"A-{++appointments:0000}";
        var at = ClinicCalendar.At(day, hour, 0);
        if (person.IsOfServer) Record.Add(person).AddAppointment(id, person, DoctorOf(id), at);
        else AppointmentFile.Add(id, person.Key, Day(at), Time(at), DoctorOf(id), "Harbor Clinic, second floor", url, null);
        return id;
    }

    // To a later day: what was confirmed for the old one says nothing, so it is asked anew.
    private void Moved()
    {
        for (var i = 0; i < 4; i++)
        {
            var person = Next();
            var id = Book(person, 4, 10);
            Add(Reminder, "moved", person, new Truth { Sent = 4, Answered = true, Confirmed = true }, Yes, null, Yes);
            VisitNews.Add((ClinicCalendar.At(3, 12, 0), "appointment-changed", new JsonObject
            {
                ["id"] = $"moved-{id}",
                ["appointment"] = id,
                ["patient"] = person.Key,
                ["at"] = $"{ClinicCalendar.At(8, 10, 0):yyyy-MM-ddTHH:mm:sszzz}",
            }));
        }
    }

    private void Cancelled()
    {
        for (var i = 0; i < 4; i++)
        {
            var person = Next();
            var id = Book(person, 8, 10);
            Add(Reminder, "cancelled", person, new Truth { Sent = 1 });
            VisitNews.Add((ClinicCalendar.At(6, 12, 0), "appointment-cancelled", new JsonObject
            {
                ["id"] = $"cancelled-{id}",
                ["appointment"] = id,
                ["patient"] = person.Key,
            }));
        }
    }

    // A mother and her child: whose visit it is says the text, who answers nobody can know.
    private void Shared()
    {
        for (var i = 0; i < 2; i++)
        {
            var mother = Next();
            Visit("a shared number: the mother", mother, 4, 14, new Truth { Sent = 3, Kept = true });
            var child = Next(person => person with { Number = mother.Number, Last = mother.Last, Born = new DateOnly(2019, 5, 3) });
            Visit("a shared number: the child", child, 8, 14, new Truth { Sent = 3, Kept = true });
        }
    }

    private static Sheet NewAppointments() => new(
        "Appointment ID", "Patient ID", "Date", "Time", "Provider", "Location", "Link", "Status");

    private static string DoctorOf(string id) => MadeUp.Doctors[id[^1] % MadeUp.Doctors.Count];

    private static Person OfServer(Person person) => person with { IsOfServer = true };

    // Where it is another hour, and where the law's hours for texts are other ones.
    private static Person FarAway(Person person) => (person.Number[^1] % 2) switch
    {
        0 => person with { Zone = "America/Los_Angeles", State = "CA" },
        _ => person with { Zone = "America/New_York", State = "FL" },
    };
}
