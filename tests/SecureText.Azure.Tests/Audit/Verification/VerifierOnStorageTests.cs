using System.Text;
using Azure.Storage.Sas;
using SecureText.Audit.Tree;
using SecureText.Verify.Sources;

namespace SecureText.Audit.Verification;

/// <summary>What journal and integrator really write, read by the auditor's program over the real protocol.</summary>
[Collection(InBlobStorage.Name)]
public class VerifierOnStorageTests(BlobStorageFixture storage)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Log_of_the_program_is_whole_and_a_changed_byte_is_named()
    {
        using var bench = new TreeBench(storage);
        await WriteAsync(bench);
        var report = await LookAsync(bench);
        Assert.Null(report.Fault);
        Assert.Null(report.Unreadable);
        Assert.Equal((LogOutcome.Whole, 0), (report.Outcome, report.Pending));
        Assert.Equal(605, report.Entries);

        var tile = bench.Container.GetBlobClient("tree/tile/entries/001");
        var bytes = (await tile.DownloadContentAsync()).Value.Content.ToArray();
        bytes[100] ^= 1;
        await tile.UploadAsync(new BinaryData(bytes), overwrite: true);
        var fault = (await LookAsync(bench)).Fault!;
        Assert.Equal((LogFaultKind.Changed, tile.Name, 256), (fault.Kind, fault.Blob, fault.Index));
    }

    [Fact]
    public async Task Lines_that_wait_are_pending()
    {
        using var bench = new TreeBench(storage);
        await WriteAsync(bench);
        await using var journal = bench.Journal();
        await journal.AppendAsync(Entry(bench, 1), None);
        var report = await LookAsync(bench);
        Assert.Equal((LogOutcome.Whole, 1), (report.Outcome, report.Pending));
    }

    private static async Task WriteAsync(TreeBench bench)
    {
        using var integrator = bench.Integrator(maxEntries: 100);
        await using (var first = bench.Journal())
        {
            for (var i = 0; i < 2; i++) await first.AppendAsync(Entry(bench, i), None);
            await integrator.RunAsync(false, None);
            bench.Time.Now = bench.Time.Now.AddMinutes(1);
            await Task.WhenAll(Enumerable.Range(0, 600).Select(i => first.AppendAsync(Entry(bench, i), None)));
            await integrator.RunAsync(false, None);
            // Just after midnight: a writer says that it ends, another begins.
            bench.Time.Now = bench.Time.Now.AddHours(12);
            await first.AppendAsync(Entry(bench, 7), None);
        }

        bench.Time.Now = bench.Time.Now.AddMinutes(1);
        await integrator.RunAsync(true, None);
    }

    private static AuditEntry Entry(TreeBench bench, int number) =>
        new(bench.Time.Now, "staff:mia0001", "conversation.read", ["c1"], "done", $"request-{number}");

    private static async Task<LogReport> LookAsync(TreeBench bench)
    {
        var address = bench.Container.GenerateSasUri(
            BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List, TimeProvider.System.GetUtcNow().AddHours(1));
        using var source = LogSource.Open(address.AbsoluteUri, null, TimeProvider.System);
        return await new LogVerifier(
            source.Files, new LogVerifierOptions { Keys = Encoding.UTF8.GetBytes(bench.Signer.Key.ToJwk()) }, bench.Time).RunAsync(null, None);
    }
}
