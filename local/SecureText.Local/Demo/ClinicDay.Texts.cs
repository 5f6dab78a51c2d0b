using SecureText.EventGridDelivery;
using static SecureText.Demo.DayCanaries;

namespace SecureText.Demo;

/// <content>Patients text in.</content>
internal sealed partial class ClinicDay
{
    private static readonly EventForm[] Forms =
    [
        new(EventSchema.EventGrid, DataCasing.Camel), new(EventSchema.EventGrid, DataCasing.Pascal),
        new(EventSchema.CloudEvents, DataCasing.Camel), new(EventSchema.CloudEvents, DataCasing.Pascal),
    ];

    private static readonly string[] InManyForms =
    [
        $"Hello, this is {PatientWord} 👋🏽",
        $"Hola, soy {SpanishWord}. ¿Está abierto el lunes? ¡Gracias!",
        $"{string.Concat(Enumerable.Repeat("I have a long question about parking. ", 30))}{LongWord}",
        "\"Quotes\", <b>tags</b> & \\backslashes\\ on\ntwo lines; שלום ‮rtl‬",
    ];

    private async Task<string> FirstTextAsync(CancellationToken cancellationToken)
    {
        var words = $"Hi, this is {PatientWord}. Is my visit on Monday or on Tuesday?";
        await Phone(Maria).TextAsync(words, cancellationToken);

        var item = await ConversationAsync(Maria, cancellationToken);
        Expect.That((bool)item["unanswered"]!, "the conversation waits for an answer");
        Expect.That(((string)item["preview"]!).StartsWith("Hi, this is", StringComparison.Ordinal),
            "the inbox shows how the text begins");
        Expect.Equal(words, (await ThreadAsync(Maria, cancellationToken))[0].Text, "the text in the thread");
        var greeting = (await OnPhoneAsync(Maria, 1, cancellationToken))[0];
        Expect.That(greeting.Contains(system.Clinic.Name, StringComparison.Ordinal), "the greeting names the clinic");
        Expect.That(greeting.Contains("STOP", StringComparison.Ordinal), "the greeting says how to stop");
        return "in the inbox, greeted with name, STOP and 911";
    }

    private async Task<string> EventFormsAsync(CancellationToken cancellationToken)
    {
        foreach (var form in Forms)
        {
            system.Handset.Grid.Switches.Form = form;
            foreach (var words in InManyForms)
                await Phone(Devon).TextAsync($"{words} {form.Schema}/{form.Casing}", cancellationToken);
        }

        system.Handset.Grid.Switches.Form = Forms[0];
        var expected = Forms.SelectMany(form => InManyForms.Select(words => $"{words} {form.Schema}/{form.Casing}"));
        var got = (await ThreadAsync(Devon, cancellationToken)).Where(text => text.Direction == "in")
            .Select(text => text.Text);
        Expect.That(expected.SequenceEqual(got), "every text is in the thread, in order and to the letter");
        return $"{Forms.Length * InManyForms.Length} texts: emoji, Spanish, long, quotes, right-to-left";
    }

    private async Task<string> DuplicatesAsync(CancellationToken cancellationToken)
    {
        var switches = system.Handset.Grid.Switches;
        (switches.Duplicates, switches.Shuffling) = (true, true);
        var words = Enumerable.Range(1, 6).Select(i => $"Part {i} of what {PatientWord} has to say").ToList();
        foreach (var text in words) await Phone(Ines).BeginTextAsync(text, cancellationToken);
        await system.Handset.IdleAsync(cancellationToken);
        (switches.Duplicates, switches.Shuffling) = (false, false);

        var got = (await ThreadAsync(Ines, cancellationToken)).Where(text => text.Direction == "in")
            .Select(text => text.Text);
        Expect.That(words.SequenceEqual(got!), "each text is in the thread once, in the order in which it was written");
        await OnPhoneAsync(Ines, 1, cancellationToken);
        return $"{words.Count} texts in {words.Count * 3} deliveries, each there once, in order, greeted once";
    }
}
