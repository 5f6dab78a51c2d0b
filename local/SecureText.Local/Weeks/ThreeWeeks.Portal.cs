using System.Globalization;
using System.Text.Json.Nodes;
using SecureText.Canary;
using SecureText.Demo;

namespace SecureText.Weeks;

/// <content>Patients behind the link of a text.</content>
internal sealed partial class ThreeWeeks
{
    private async Task FillInAsync(Moment moment, int score, CancellationToken cancellationToken)
    {
        var person = moment.Part.Person;
        var token = PatientBrowser.TokenIn(moment.Text);
        secrets.Add(new PlantedCanary("link", token));
        var browser = await PatientBrowser.ProveAsync(
            system, new PatientPhone(system, person.Number), token, person.BirthDate, cancellationToken);
        secrets.Add(new PlantedCanary("portal session", browser.Session!));
        var form = (await browser.GetAsync("form", cancellationToken)).Must(200).Json!;
        var answers = DemoAnswers.To(form, Script.FreeWord);
        answers["score"] = score.ToString(CultureInfo.InvariantCulture);
        var filled = new JsonObject { ["answers"] = answers, ["idempotencyKey"] = $"survey-{person.Key}" };
        (await browser.PostAsync("form", filled, cancellationToken)).Must(204);
    }
}
