using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SecureText.Archive;

/// <summary>
/// The copy for people: one page that needs nothing else, to read and to print. What patients and staff wrote is text in it and
/// never markup, and the page's own policy lets no script run.
/// </summary>
internal static class RecordHtml
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
        + "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #767676}"
        + "article{margin:1rem 0;padding:.5rem .75rem;border-left:4px solid #767676;break-inside:avoid}"
        + "article.in{border-color:#0b5c8a}article.note{border-style:dashed}article p{margin:.25rem 0;white-space:pre-wrap;overflow-wrap:anywhere}"
        + ".meta{color:#4a4a4a;font-size:.9rem}.bad{color:#8a0b0b}bdi,p{unicode-bidi:isolate}li{overflow-wrap:anywhere}"
        + "@media print{body{margin:0;max-width:none}}";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static async Task WriteAsync(
        Stream to, RecordDocument record, RecordMessages messages, ExportWords words, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var page = new Page(words, zone);
        await using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        await text.WriteAsync(page.Before(record).AsMemory(), cancellationToken);
        var any = false;
        await foreach (var message in messages.AllAsync(cancellationToken))
        {
            any = true;
            await text.WriteAsync(page.Of(message, record).AsMemory(), cancellationToken);
        }

        await text.WriteAsync((any ? "" : $"<p>{E(words.None)}</p>").AsMemory(), cancellationToken);
        await text.WriteAsync("</main></body></html>\n".AsMemory(), cancellationToken);
        await text.FlushAsync(cancellationToken);
    }

    private static string E(string? value) => Encoder.Encode(value ?? "");

    private sealed class Page(ExportWords words, TimeZoneInfo zone)
    {
        private readonly CultureInfo culture = CultureInfo.InvariantCulture;

        public string Before(RecordDocument record)
        {
            var html = new StringBuilder();
            html.Append(culture, $"<!doctype html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\">");
            html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
            html.Append("<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"referrer\" content=\"no-referrer\">");
            html.Append(culture, $"<title>{E(words.Title)} · {E(record.Clinic)}</title><style>{Style}</style></head><body><main>");
            html.Append(culture, $"<h1>{E(words.Title)}</h1><p>{E(record.Clinic)} · {E(record.ClinicNumber)} ↔ {E(record.Number)}</p>");
            html.Append(culture, $"<p class=\"meta\">{E(words.Made)} {At(record.ExportedAt)}. {E(words.Times)} {E(zone.Id)}.</p>");
            if (words.Shared(record) is { Length: > 0 } shared) html.Append(culture, $"<p class=\"bad\">{E(shared)}</p>");
            if (record.Damaged.Count > 0) html.Append(culture, $"<p class=\"bad\">{E(words.Damaged)} ({E(string.Join(", ", record.Damaged))})</p>");
            List(html, words.People, record.Patients, one =>
                $"<bdi>{E(one.Name)}</bdi>{(one.DateOfBirth is { } born ? $", {E(words.Born)} {born:yyyy-MM-dd}" : "")}{(one.Damaged ? Bad() : "")}");
            List(html, words.Consents, record.Consents, one =>
                $"{At(one.At)}: {E(words.Change(one.Change))} ({(one.Classes.Count == 0 ? "*" : E(string.Join(", ", one.Classes)))}), {E(one.Source.ToString())}, "
                + $"{E(words.Who(one.By))}{(one.Wording is null ? "" : $"<br><q><bdi>{E(one.Wording)}</bdi></q>")}");
            List(html, words.Occasions, record.Occasions, one =>
                $"{At(one.At)}: {E(one.Kind.ToString())}, {E(one.Status.ToString())}{Parts(record.NameOf(one.Patient), one.Doctor, one.Place, one.Amount, one.Url)}");
            List(html, words.Programs, record.Journeys, one =>
                $"{At(one.StartedAt)}: <bdi>{E(one.Campaign ?? one.Playbook)}</bdi>, {E(one.About.ToString())} {At(one.OccasionAt)}, {E(one.Status.ToString())}"
                + Parts(record.NameOf(one.Patient), one.Outcome, one.Score?.ToString(culture))
                + string.Concat(one.Answers.Select(answer => $"<br>{At(answer.At)}: {E(answer.Question)}: <bdi>{E(answer.Value)}</bdi>")));
            List(html, words.Links, record.Links, one =>
                $"{At(one.SentAt)}: {E(one.Kind.ToString())}, {E(one.State.ToString())}{Parts(words.Who(one.By), record.NameOf(one.Patient))}");
            html.Append(culture, $"<h2>{E(words.Messages)}</h2>");
            return html.ToString();
        }

        public string Of(RecordMessage message, RecordDocument record)
        {
            var html = new StringBuilder();
            var about = message.Direction == "note" ? words.Note : words.Fate(message.Status);
            html.Append(culture, $"<article class=\"{E(message.Direction)}\"><p class=\"meta\">{At(message.At)} · <bdi>{E(words.Who(message.By))}</bdi>");
            if (record.NameOf(message.Patient) is { } patient) html.Append(culture, $" (<bdi>{E(patient)}</bdi>)");
            html.Append(culture, $" · {E(message.Channel.ToString())} · {E(about)}{(message.Reason is null ? "" : $" ({E(message.Reason)})")}</p>");
            if (message.Hidden) html.Append(culture, $"<p class=\"meta\">{E(words.CodeHidden)}</p>");
            if (message.Damaged) html.Append(culture, $"<p>{Bad()}</p>");
            if (message.Text is { Length: > 0 } text) html.Append(culture, $"<p dir=\"auto\">{E(text)}</p>");
            if (message.Form is { } form)
            {
                html.Append(culture, $"<p><b><bdi>{E(form.Title)}</bdi></b></p>");
                foreach (var answer in form.Answers)
                    html.Append(culture, $"<p><bdi>{E(answer.Label)}</bdi>: <bdi>{E(answer.Value)}</bdi></p>");
            }

            foreach (var file in message.Files)
            {
                html.Append(file.Path is { } path
                    ? $"<p><a href=\"{E(Href(path))}\"><bdi>{E(path)}</bdi></a>{(file.Damaged ? Bad() : "")}</p>"
                    : $"<p><bdi>{E(file.Name)}</bdi> {Bad()}</p>");
            }

            return html.Append("</article>\n").ToString();
        }

        private void List<T>(StringBuilder html, string title, IReadOnlyList<T> items, Func<T, string> item)
        {
            html.Append(culture, $"<h2>{E(title)}</h2>");
            if (items.Count == 0) html.Append(culture, $"<p>{E(words.None)}</p>");
            else html.Append(culture, $"<ul>{string.Concat(items.Select(one => $"<li>{item(one)}</li>"))}</ul>");
        }

        private static string Href(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

        private static string Parts(params string?[] parts) =>
            string.Concat(parts.Where(part => !string.IsNullOrEmpty(part)).Select(part => $", <bdi>{E(part)}</bdi>"));

        private string Bad() => $" <span class=\"bad\">{E(words.Damaged)}</span>";

        private string At(DateTimeOffset at) =>
            $"<time datetime=\"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", culture)}</time>";
    }
}
