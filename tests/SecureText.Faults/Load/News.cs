using System.Net.Http.Json;
using SecureText.Demo;
using SecureText.Faults.Run;
using SecureText.SignIn;
using SecureText.Weeks;

namespace SecureText.Faults.Load;

/// <summary>A campaign that tells many the same, while some of them say STOP.</summary>
internal sealed class News(BusyDay day, IReadOnlyList<Person> people, Dice dice)
{
    /// <summary>Before anything is broken: the practice's list is imported.</summary>
    internal async Task ImportAsync(CancellationToken token)
    {
        var sheet = new Sheet("Patient ID", "First name", "Last name", "Date of birth", "Mobile", "Language", "Text consent", "Consent date");
        foreach (var one in people)
        {
            sheet.Add(one.Key, one.First, one.Last, one.BirthDate, one.Number, one.IsSpanish ? "Spanish" : "English", "yes", "2026-09-01");
            day.Promises.Recipients[one.Number] = true;
        }

        var files = new FileImport(new StaffDesk(day.System, day.Clock), stop => Task.Delay(100, stop));
        await files.RunAsync("patient", "everybody.csv", $"{sheet}", token);
    }

    /// <summary>Starts it some time after the morning's first texts, and lets some of its people leave.</summary>
    internal async Task SpreadAsync(CancellationToken closing, CancellationToken token)
    {
        for (var i = 0; i < 5; i++) await day.PauseAsync(dice, closing);
        var started = await day.Staff.SureAsync(DemoPeople.Manager, "campaign", StartAsync, token);
        started.Must(201);
        foreach (var one in people.Where(_ => dice.Chance(10)))
        {
            await day.PauseAsync(dice, closing);
            await day.StopAsync(one.Number, token);
        }

        Task<Answer> StartAsync(StaffClient client)
        {
            var body = JsonContent.Create(new { name = "news", playbook = "broadcast", selection = new { kind = "patient" }, ongoing = false });
            return client.PostAsync("api/campaigns", body, new Dictionary<string, string> { ["Idempotency-Key"] = "news-1" }, token);
        }
    }
}
