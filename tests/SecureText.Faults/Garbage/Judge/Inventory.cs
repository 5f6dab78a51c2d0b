using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using SecureText.Inbound;
using SecureText.Texting;

namespace SecureText.Faults.Garbage;

/// <summary>All that is there in the end, as staff can open it.</summary>
internal sealed class Inventory
{
    private readonly Dictionary<string, HashSet<string>> textsOfNumber = new(StringComparer.Ordinal);
    private readonly HashSet<string> marks = new(StringComparer.Ordinal);
    private readonly HashSet<string> quarantine = new(StringComparer.Ordinal);

    private Inventory()
    {
    }

    internal int Conversations => textsOfNumber.Count;

    internal int Messages { get; private set; }

    internal int InQuarantine => quarantine.Count;

    internal int Damaged { get; private set; }

    internal static async Task<Inventory> TakeAsync(GarbageSystem system, Corpus corpus, CancellationToken token)
    {
        var inventory = new Inventory();
        foreach (var view in new[] { "open", "closed" }) await inventory.ReadViewAsync(corpus, view, token);
        await foreach (var blob in new BlobContainerClient(system.Azurite.ConnectionString, "quarantine").GetBlobsAsync(cancellationToken: token))
            inventory.quarantine.Add(blob.Name);
        return inventory;
    }

    internal bool Shows(string mark) => marks.Contains(mark);

    /// <summary>What was acknowledged and cannot be found.</summary>
    internal IEnumerable<(int Number, string What)> Missing(Ledger ledger)
    {
        // Of several with one id from one number the first counts.
        var texts = new Dictionary<(string, string, DateTimeOffset), List<(int Number, string Text)>>();
        foreach (var (number, json) in ledger.Events)
        {
            var read = AcsEventReader.Read(json);
            if (EventReading.IsKeptAside(read) && !quarantine.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))))
                yield return (number, "an event is not in quarantine");
            if (!EventReading.IsText(read, out var sms)) continue;
            var from = PhoneNumber.TryParse(sms.From, out var phone) ? phone.E164 : sms.From;
            var key = (from, sms.Id, sms.At);
            if (!texts.TryGetValue(key, out var same)) texts[key] = same = [];
            same.Add((number, sms.Text.Value));
        }

        foreach (var (key, same) in texts)
        {
            if (!textsOfNumber.TryGetValue(key.Item1, out var there) || !same.Any(one => there.Contains(one.Text)))
                yield return (same[0].Number, "a text is not in its conversation");
        }

        foreach (var (number, mark, _) in ledger.Writes.Where(one => one.Taken && !Shows(one.Mark)))
            yield return (number, "words that were taken are not there");
    }

    private async Task ReadViewAsync(Corpus corpus, string view, CancellationToken token)
    {
        string? cursor = null;
        do
        {
            var page = (await corpus.Good.GetAsync($"api/conversations?view={view}&cursor={cursor}", token)).Must(200).Json!;
            foreach (var item in page["items"]!.AsArray())
            {
                if ((bool)item!["damaged"]!) Damaged++;
                await ReadThreadAsync(corpus, (string)item["id"]!, (string?)item["number"] ?? "", token);
            }

            cursor = (string?)page["cursor"];
        }
        while (cursor is not null);
    }

    private async Task ReadThreadAsync(Corpus corpus, string id, string number, CancellationToken token)
    {
        if (!textsOfNumber.TryGetValue(number, out var texts)) textsOfNumber[number] = texts = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = (await corpus.Good.GetAsync($"api/conversations/{id}/messages?cursor={cursor}", token)).Must(200).Json!;
            foreach (var item in page["items"]!.AsArray())
            {
                Messages++;
                if ((bool)item!["damaged"]!) Damaged++;
                var text = (string?)item["text"] ?? "";
                texts.Add(text);
                marks.UnionWith(corpus.Canaries.In(text));
            }

            cursor = (string?)page["cursor"];
        }
        while (cursor is not null);
    }
}
