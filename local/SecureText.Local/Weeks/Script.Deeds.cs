namespace SecureText.Weeks;

/// <content>What patients do.</content>
internal sealed partial class Script
{
    /// <summary>Stands in all free text of patients; must be found nowhere.</summary>
    internal const string FreeWord = "Plumewhisk-Orvale";

    /// <summary>Set by whoever plays: writes a text on a person's phone.</summary>
    internal Func<Person, string, CancellationToken, Task> Text { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Set by whoever plays: opens the link of a text, proves who it is, and fills in the form behind it.</summary>
    internal Func<Moment, int, CancellationToken, Task> FillIn { get; set; } = (_, _, _) => Task.CompletedTask;

    private Deed Yes => Says("YES", "si");

    private Deed No => Says("No.", "NO");

    private Deed Reschedule => Says("Reschedule please", "Otro dia");

    private Deed Unclear => Says($"The blue one, I think? {FreeWord}", $"Creo que la azul. {FreeWord}");

    private Deed FillsIn(int score) => (moment, cancellationToken) => FillIn(moment, score, cancellationToken);

    private Deed Says(string words) => Says(words, words);

    private Deed Says(string english, string spanish) => (moment, cancellationToken) =>
        Text(moment.Part.Person, moment.Part.Person.IsSpanish ? spanish : english, cancellationToken);
}
