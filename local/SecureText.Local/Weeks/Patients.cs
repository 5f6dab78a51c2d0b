using SecureText.Demo;
using SecureText.Run;
using SecureText.Sending;
using SecureText.Simulator;
using SecureText.Texting;

namespace SecureText.Weeks;

/// <summary>The patients with their phones: each reads what has come and does what his part says, a little later.</summary>
internal sealed class Patients(LocalSystem system, TimeDriver driver)
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(12);

    private readonly Dictionary<string, Reader> readers = [];
    private readonly string[] automatic = [.. new[] { StandardReply.FirstContact, StandardReply.AfterHours, StandardReply.Help }
        .SelectMany(one => new[] { Language.English, Language.Spanish }.Select(language =>
            StandardReplies.Template(one, language).Replace("{clinic}", system.Clinic.Name, StringComparison.Ordinal)))];

    /// <summary>Gives the next texts on the person's phone to this part.</summary>
    internal void Play(Part part) => readers[part.Person.Number] = new Reader(part, Campaign(part.Person).Count);

    /// <summary>Whoever has got a text of a campaign plans what to do about it.</summary>
    internal Task ReadAsync(CancellationToken cancellationToken)
    {
        var minute = TimeSpan.TicksPerMinute;
        var at = new DateTimeOffset(((driver.Now + Later).UtcTicks / minute + 1) * minute, TimeSpan.Zero);
        foreach (var reader in readers.Values)
        {
            var texts = Campaign(reader.Part.Person);
            for (; reader.Seen < texts.Count; reader.Seen++)
            {
                if (reader.Number++ is var number && number >= reader.Part.Deeds.Count || reader.Part.Deeds[number] is not { } deed) continue;
                var moment = new Moment(reader.Part, texts[reader.Seen]);
                driver.Plan(at, stop => deed(moment, stop));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>What campaigns have sent to a person, as the phone shows it.</summary>
    internal IReadOnlyList<string> Campaign(Person person) =>
    [
        .. system.Handset.Network.Thread(person.Number)
            .Where(text => text.From == Sender.Clinic && text.OnPhone && !IsAutomatic(text.Text))
            .Select(text => text.Text),
    ];

    private bool IsAutomatic(string text) => automatic.Any(text.StartsWith) || PatientBrowser.HasCode(text);

    private sealed class Reader(Part part, int seen)
    {
        internal Part Part => part;

        internal int Seen { get; set; } = seen;

        internal int Number { get; set; }
    }
}
