using System.Net;
using System.Text;
using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Sources;

public sealed class ContainerFilesTests : IDisposable
{
    private readonly FakeContainer container = new(SampleLog.Shared.Log.Copy());
    private readonly HttpClient client;

    public ContainerFilesTests() => client = new HttpClient(container);

    [Fact]
    public async Task Container_with_a_signature_is_read_in_pages_and_ranges()
    {
        var report = await LookAsync("https://account.example.test/journal?sv=1&sig=secret", null);
        Assert.Equal((LogOutcome.Whole, 600), (report.Outcome, report.Entries));
        Assert.All(container.Requests, request => Assert.Equal("account.example.test", request.RequestUri!.Host));
    }

    [Fact]
    public async Task Container_with_a_token_is_read() =>
        Assert.Equal(LogOutcome.Whole, (await LookAsync("https://account.example.test/journal", "token")).Outcome);

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task Container_that_refuses_is_unreadable_and_the_signature_is_not_shown(HttpStatusCode status)
    {
        container.Before = _ => new HttpResponseMessage(status);
        var report = await LookAsync("https://account.example.test/journal?sig=secret", null);
        Assert.Equal(LogOutcome.Unreadable, report.Outcome);
        Assert.DoesNotContain("secret", report.Unreadable, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passing_failure_is_tried_again()
    {
        var failed = false;
        container.Before = _ =>
        {
            if (failed) return null;
            failed = true;
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        };
        Assert.Equal(LogOutcome.Whole, (await LookAsync("https://account.example.test/journal?sig=secret", null)).Outcome);
    }

    [Theory]
    [InlineData("no xml")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><EnumerationResults><Blobs><Blob><Name>&a;</Name></Blob></Blobs></EnumerationResults>")]
    [InlineData("<EnumerationResults><Blobs><Blob><Name>b</Name></Blob><Blob><Name>a</Name></Blob></Blobs></EnumerationResults>")]
    public async Task Listing_that_is_none_is_unreadable(string xml)
    {
        container.Before = request => request.RequestUri!.Query.Contains("comp=list", StringComparison.Ordinal)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(xml, Encoding.UTF8) }
            : null;
        Assert.NotEqual(LogOutcome.Whole, (await LookAsync("https://account.example.test/journal?sig=secret", null)).Outcome);
    }

    [Fact]
    public async Task Download_that_breaks_off_goes_on_where_it_was()
    {
        using var first = new BreakingStream([1, 2, 3]);
        await using var stream = new ResumingStream(first, 0, from => Task.FromResult<Stream?>(new MemoryStream([.. Enumerable.Range((int)from + 1, 2).Select(i => (byte)i)])));
        var read = new byte[5];
        await stream.ReadExactlyAsync(read);
        Assert.Equal([1, 2, 3, 4, 5], read);
    }

    public void Dispose()
    {
        client.Dispose();
        container.Dispose();
    }

    private Task<LogReport> LookAsync(string address, string? token) =>
        SampleLog.Shared.LookAsync(new ContainerFiles(client, new Uri(address), token, new HastyClock()));

    /// <summary>Waits for nothing.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? await base.ReadAsync(buffer, cancellationToken) : throw new IOException();
    }
}
