using Azure.Storage.Blobs;
using SecureText.Audit;
using SecureText.Canary;
using SecureText.Demo;
using SecureText.Faults.Run;
using SecureText.SignIn;
using SecureText.Weeks;

namespace SecureText.Faults.Load;

/// <content>Files, the log, and what must not be found.</content>
internal sealed partial class DayChecks
{
    private async Task<Verdict> UploadsAsync(CancellationToken token)
    {
        var wrong = new List<string>();
        foreach (var one in Of(Kind.Upload))
        {
            var files = Thread(one.Number).SelectMany(item => item["attachments"]!.AsArray()).Where(file => (string?)file!["name"] == one.Words).ToList();
            if (files.Count != 1 && (files.Count != 0 || one.IsPromised)) wrong.Add($"{one.Key}: answered {one.Status}, {files.Count} in the thread");
            foreach (var file in files)
            {
                var path = $"api/conversations/{lines[one.Number]["id"]}/attachments/{file!["id"]}";
                var bytes = await DownloadAsync(path, token);
                if (!one.Bytes.AsSpan().SequenceEqual(bytes)) wrong.Add($"{one.Key}: other bytes");
            }
        }

        var words = Kept("every text behind a link is there once", Kind.PortalText, "in");
        return Counted("every file and text from behind a link is there once, and opens", Of(Kind.Upload).Count, words.Holds ? wrong : [.. wrong, words.Found]);
    }

    private async Task<byte[]> DownloadAsync(string path, CancellationToken token)
    {
        var bytes = Array.Empty<byte>();
        await day.Staff.SureAsync(
            DemoPeople.Manager, "read file",
            async client =>
            {
                using var answer = await client.DownloadAsync(path, token);
                bytes = await answer.Content.ReadAsByteArrayAsync(token);
                return new Answer(answer.StatusCode, null);
            },
            token);
        return bytes;
    }

    private IEnumerable<string> Oddities() =>
        day.Staff.Calls.Troubles.Where(one => one.Key is not ("no answer" or "503")).Select(one => $"{one.Value} x {one.Key}");

    // P2, over kills: whatever was shown has its entry, for the request says which one it was.
    private async Task<Verdict> SeenAsync(CancellationToken token)
    {
        var reader = new JournalReader(new BlobContainerClient(day.System.Azurite.ConnectionString, new JournalOptions().Container));
        var known = new HashSet<string>();
        await foreach (var line in reader.ReadLinesAsync(token)) known.Add(line.Entry.Correlation);
        var missing = day.Staff.Calls.Shown.Where(one => !known.Contains(one.Key)).Select(one => one.Value).ToList();
        return Counted("every read that showed something is in the log", day.Staff.Calls.Shown.Count, missing);
    }

    private async Task<Verdict> LogAsync(CancellationToken token)
    {
        var desk = new StaffDesk(day.System, day.Clock);
        try
        {
            return new Verdict("the log is whole, says the verifier", "whole", await new LogCopy(day.System, desk.ManagerAsync).VerifyAsync(token), true);
        }
        catch (ExpectationException problem)
        {
            return new Verdict("the log is whole, says the verifier", "whole", problem.Message, false);
        }
    }

    private async Task<Verdict> ScanAsync(CancellationToken token)
    {
        var numbers = bubbles.Select(one => one.Phone).Distinct().SelectMany(one => PlantedCanary.OfNumber("number", one));
        var names = MadeUp.LastNames.Select(name => new PlantedCanary("patient's name", name));
        var report = await EndChecks.ScanAsync(day.System, new CanaryScanner([.. DayWords.Canaries, .. numbers, .. names]), token);
        var hits = report.Hits.Select(hit => $"{hit.Field} in {hit.Place}").ToList();
        return Counted("nothing personal stands in storage or output", report.Rows + report.Blobs + report.Lines, hits);
    }
}
