using System.Globalization;

namespace SecureText.Weeks;

/// <summary>Who the patients are, what other systems know of them, what each does about what comes, and what must come of it.</summary>
internal sealed partial class Script
{
    internal const int Everybody = 200;

    private readonly List<Part> parts = [];
    private readonly List<Person> people = [];

    internal Script()
    {
        Reminders();
        Payments();
        FollowUps();
        Surveys();
        Refills();
        Recalls();
        Videos();
        Calls();
        Several();
        while (people.Count < Everybody) Next();
        Everyone();
    }

    internal IReadOnlyList<Person> People => people;

    internal IReadOnlyList<Part> Parts => parts;

    /// <summary>The practice's list of patients; without the last, whom the health record's server knows.</summary>
    internal Sheet PatientFile { get; } = new(
        "Patient ID", "First name", "Last name", "Date of birth", "Mobile", "Language", "State", "Time zone", "Text consent", "Consent date");

    internal IReadOnlyList<Part> Of(string campaign) => [.. parts.Where(part => part.Campaign == campaign)];

    /// <summary>The next made-up person. A third are written to in Spanish.</summary>
    private Person Next(Func<Person, Person>? with = null)
    {
        var made = MadeUp.Person(people.Count);
        made = made with { IsSpanish = people.Count % 3 == 2 };
        var person = with is null ? made : with(made);
        people.Add(person);
        if (!person.IsOfServer)
        {
            PatientFile.Add(
                person.Key, person.First, person.Last, person.BirthDate, person.Number, person.IsSpanish ? "Spanish" : "English",
                person.State, person.Zone, person.Agrees ? "yes" : null, person.Agrees ? "2026-09-01" : null);
        }

        return person;
    }

    private void Add(string campaign, string branch, Person person, Truth truth, params Deed?[] deeds) =>
        parts.Add(new Part(campaign, branch, person) { Truth = truth, Deeds = deeds });

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
