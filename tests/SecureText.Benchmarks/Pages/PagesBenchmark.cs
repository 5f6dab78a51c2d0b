using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Specialized;
using SecureText.Api;
using SecureText.Benchmarks.Measure;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Benchmarks.Pages;

/// <summary>
/// A page of the inbox and one of a thread, with letting their reader in, their entry in the journal and all that is opened, beside
/// the bare partition query that brings their rows. The size is the most conversations.
/// </summary>
internal static class PagesBenchmark
{
    private const int Times = 5;
    private const int Calls = 5;
    private const int PageSize = 50;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options, Action<string> say, CancellationToken token)
    {
        var most = options.SizeOr(usual: 100_000, small: 2000);
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        try
        {
            await using var clinic = await TestClinic.StartAsync(azurite, realJournal: true);
            var thread = await FillAsync(clinic, token);
            var reader = (await clinic.SignInAsync(Role.Manager)).Header;
            var crowd = new Crowd(clinic);
            var journal = clinic.Storage().Journal.GetBlobContainerClient("journal").GetAppendBlobClient("floor");
            await journal.CreateAsync(cancellationToken: token);
            var figures = new List<Figure>();
            var ratios = new List<(double Inbox, double Thread)>();
            foreach (var size in new[] { most / 100, most / 10, most })
            {
                await crowd.GrowAsync(size, token);
                say(string.Create(CultureInfo.InvariantCulture, $"pages: {size:N0} conversations"));
                var inbox = await MeasureAsync("inbox", "ListConversations", null, () => InboxRowsAsync(clinic, token));
                var opened = await MeasureAsync("thread", "ReadMessages", thread, () => ThreadRowsAsync(clinic, thread, token));
                ratios.Add((inbox, opened));

                async Task<double> MeasureAsync(string name, string function, string? id, Func<Task> bare)
                {
                    var of = HttpFunction.All.Single(f => f.Name == function);
                    for (var n = 0; n < 5; n++) await CallAsync(reader);
                    var rounds = await Rounds.TakeAsync(
                        Times, () => MedianAsync(() => CallAsync(reader)), () => MedianAsync(bare), () => MedianAsync(() => CallAsync(Principal.Manager)), () => MedianAsync(LoggedAsync));
                    var what = string.Create(CultureInfo.InvariantCulture, $"pages {name} {size:N0}");
                    figures.Add(new(what, $"One page of {PageSize} with its reader let in, journaled and opened; the floor is one bare query of the same rows.", "ms", rounds.Median(0), rounds.Median(1), rounds.MedianRatio(0, 1), new Goal(GoalKind.AtMost, 1.3), rounds.Count));
                    figures.Add(new($"{what} inside", "The same without letting its reader in; the floor is the bare query and then one bare append, the least that P2 allows.", "ms", rounds.Median(2), rounds.Median(3), rounds.MedianRatio(2, 3), null, rounds.Count));
                    return rounds.MedianRatio(0, 1);

                    async Task LoggedAsync()
                    {
                        await bare();
                        using var line = new MemoryStream(new byte[400], writable: false);
                        await journal.AppendBlockAsync(line, cancellationToken: token);
                    }

                    async Task CallAsync(string principal)
                    {
                        var (status, body) = await FunctionCall.InvokeAsync(clinic, of, id: id, principal: principal);
                        if (status != 200) throw new InvalidOperationException($"{function} answered {status}: {body}");
                    }
                }
            }

            const string Flat = "The ratio at the most conversations; the floor is the ratio at a hundredth of them.";
            figures.Add(new("pages inbox flat", Flat, "times the query", ratios[^1].Inbox, ratios[0].Inbox, ratios[^1].Inbox / ratios[0].Inbox, new Goal(GoalKind.AtMost, 1.1), Times));
            figures.Add(new("pages thread flat", Flat, "times the query", ratios[^1].Thread, ratios[0].Thread, ratios[^1].Thread / ratios[0].Thread, new Goal(GoalKind.AtMost, 1.1), Times));
            return figures;
        }
        finally
        {
            await azurite.DisposeAsync();
        }
    }

    /// <summary>The page that is looked at, taken in by the program itself: the newest fifty and one with a page of texts.</summary>
    private static async Task<string> FillAsync(TestClinic clinic, CancellationToken token)
    {
        // The program answers the first itself, which fills the page.
        for (var n = 1; n < PageSize; n++)
            await clinic.DeliverAsync(AcsJson.Sms($"text{n}", $"Good morning, may I come at {n} past four?", at: TestClinic.Noon.AddSeconds(n - PageSize)));
        for (var n = 1; n <= PageSize; n++)
        {
            var id = (await clinic.Get<IndexKeys>().IndexAsync(token)).For("main", string.Create(CultureInfo.InvariantCulture, $"newest {n}"));
            var head = HeadTransitions.Begin("main").Received(TestClinic.Noon.AddSeconds(-n), needsAnswer: true, urgent: false);
            var box = await clinic.Get<InboxBoxes>().SealContactAsync(id, new InboxContact(TestClinic.Patient, "Good morning, may I come at four instead of three?"), token);
            await clinic.Get<InboxIndex>().UpdateAsync(id, null, head, box, null, token);
        }

        return (await clinic.ConversationOf(TestClinic.Patient)).Value;
    }

    private static Task InboxRowsAsync(TestClinic clinic, CancellationToken token) =>
        FirstPageAsync(clinic.Storage().Inbox, TableClient.CreateQueryFilter($"PartitionKey eq {"inbox"} and RowKey ge {"open|"} and RowKey lt {"open|~"}"), PageSize + 1, token);

    private static Task ThreadRowsAsync(TestClinic clinic, string id, CancellationToken token) =>
        FirstPageAsync(clinic.Storage().Conversations, TableClient.CreateQueryFilter($"PartitionKey eq {id} and RowKey ge {"H"} and RowKey lt {"N"}"), 2 * PageSize, token);

    private static async Task FirstPageAsync(TableClient table, string filter, int rows, CancellationToken token)
    {
        await foreach (var page in table.QueryAsync<TableEntity>(filter, rows, cancellationToken: token).AsPages())
        {
            if (page.Values.Count < PageSize) throw new InvalidOperationException("The rows of the page are not there.");
            return;
        }
    }

    private static async Task<double> MedianAsync(Func<Task> work)
    {
        var taken = new List<double>();
        for (var call = 0; call < Calls; call++)
        {
            var begun = Stopwatch.GetTimestamp();
            await work();
            taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return Rounds.Median(taken);
    }
}
