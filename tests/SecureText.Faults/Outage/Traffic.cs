using System.Collections.Concurrent;
using System.Globalization;
using SecureText.Canary;
using SecureText.Demo;

namespace SecureText.Faults.Outage;

/// <summary>
/// Patients who text and staff who answer, write notes and read, all the time, by the seed. Remembers what each was
/// promised. Staff press again, with the same key, until it is taken.
/// </summary>
internal sealed class Traffic(Stage stage, Answers answers, ulong seed)
{
    internal const string PatientWord = "Quillbrook";
    internal const string StaffWord = "Marrowfield";
    internal const string NoteWord = "Tansyweather";
    private const int MostPatients = 900;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(700);
    private static readonly string[] Areas = ["206", "212", "312", "415", "503", "617", "702", "808", "907"];

    private readonly ConcurrentDictionary<string, List<string>> texted = new();
    private readonly ConcurrentDictionary<string, string> conversations = new();
    private readonly ConcurrentBag<(string Number, string Text, bool IsNote)> promised = [];
    private int replies;
    private int patients;

    /// <summary>What each number texted, in order.</summary>
    internal IReadOnlyDictionary<string, List<string>> Texted => texted;

    /// <summary>Replies and notes that were taken: 202 or 201.</summary>
    internal IReadOnlyCollection<(string Number, string Text, bool IsNote)> Promised => promised;

    /// <summary>Staff wait for this before they ask; false lets them rest.</summary>
    internal volatile bool StaffWork = true;

    internal static string Number(int patient) =>
        string.Create(CultureInfo.InvariantCulture, $"+1{Areas[patient / 100]}55501{patient % 100:00}");

    internal IEnumerable<PlantedCanary> Canaries() =>
    [
        new("patient's text", PatientWord), new("staff's text", StaffWord), new("note", NoteWord),
        .. texted.Keys.SelectMany(number => PlantedCanary.OfNumber("number", number)),
    ];

    /// <summary>A patient who has not texted before texts for the first time.</summary>
    internal string NewPatient()
    {
        var number = Number((Interlocked.Increment(ref patients) - 1) % MostPatients);
        Text(number);
        return number;
    }

    internal void Text(string number)
    {
        var mine = texted.GetOrAdd(number, _ => []);
        lock (mine)
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"{PatientWord} {number[^4..]} {mine.Count:000}");
            mine.Add(words);
            stage.System.Handset.Network.TextFromPatient(number, stage.System.Clinic.Line, words);
        }
    }

    /// <summary>Asks the inbox for the ids of all conversations; the system must be calm.</summary>
    internal async Task MeetAsync(CancellationToken token)
    {
        string? cursor = null;
        do
        {
            var page = (await stage.Staff.GetAsync($"api/conversations?view=open{(cursor is null ? "" : $"&cursor={cursor}")}", token)).Must(200).Json!;
            foreach (var item in page["items"]!.AsArray()) conversations[(string)item!["number"]!] = (string)item["id"]!;
            cursor = (string?)page["cursor"];
        }
        while (cursor is not null);
    }

    internal string PathOf(string number) => $"api/conversations/{conversations[number]}";

    /// <summary>One patient texts now and then until <paramref name="stop"/>; sometimes it is somebody new.</summary>
    internal async Task PatientsAsync(int lane, int pauseFrom, int pauseTo, CancellationToken stop)
    {
        var lots = Lots.Of(seed, lane);
        try
        {
            while (true)
            {
                var known = texted.Keys.Order(StringComparer.Ordinal).ToList();
                if (known.Count == 0 || (lots.Next(12) == 0 && patients < MostPatients)) NewPatient();
                else Text(known[lots.Next(known.Count)]);
                await Task.Delay(pauseFrom + lots.Next(pauseTo - pauseFrom), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The day ends.
        }
    }

    /// <summary>One member of staff works until <paramref name="stop"/>, and then ends what was begun.</summary>
    internal async Task StaffAsync(int lane, int pauseFrom, int pauseTo, CancellationToken stop, CancellationToken token)
    {
        var lots = Lots.Of(seed, 1000 + lane);
        while (!stop.IsCancellationRequested)
        {
            var numbers = conversations.Keys.Order(StringComparer.Ordinal).ToList();
            var number = numbers[lots.Next(numbers.Count)];
            var deed = lots.Next(10);
            if (StaffWork) await DoAsync(deed, number, token);
            try
            {
                await Task.Delay(pauseFrom + lots.Next(pauseTo - pauseFrom), stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task DoAsync(int deed, string number, CancellationToken token)
    {
        switch (deed)
        {
            case < 4:
                var sent = Interlocked.Increment(ref replies);
                var text = string.Create(CultureInfo.InvariantCulture, $"Yes, until five. {StaffWord} {sent:0000}");
                await UntilTakenAsync(
                    "reply", number, text, false,
                    () => stage.Staff.PostAsync($"{PathOf(number)}/messages", new { text, channel = "sms", idempotencyKey = $"reply-{sent}" }, token), token);
                return;
            case 4:
                var noted = Interlocked.Increment(ref replies);
                var note = string.Create(CultureInfo.InvariantCulture, $"Call back. {NoteWord} {noted:0000}");
                await UntilTakenAsync(
                    "note", number, note, true,
                    () => stage.Staff.PostAsync($"{PathOf(number)}/notes", new { text = note, idempotencyKey = $"note-{noted}" }, token), token);
                return;
            case < 7:
                await answers.AskAsync("read inbox", () => stage.Staff.GetAsync("api/conversations?view=open", token));
                return;
            default:
                await answers.AskAsync("read thread", () => stage.Staff.GetAsync($"{PathOf(number)}/messages", token));
                return;
        }
    }

    private async Task UntilTakenAsync(string what, string number, string text, bool isNote, Func<Task<Answer>> ask, CancellationToken token)
    {
        while (true)
        {
            var (asked, _) = await answers.AskAsync(what, ask);
            if (asked.IsGood) promised.Add((number, text, isNote));
            if (asked.IsGood || asked.Status is >= 400 and < 500) return;
            await Task.Delay(Again, token);
        }
    }
}
