using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

public class WholeLogTests
{
    [Fact]
    public async Task Log_of_several_writers_days_and_keys_is_whole()
    {
        using var sample = new SampleLog();
        var report = await sample.LookAsync();
        Assert.Null(report.Fault);
        Assert.Null(report.Unreadable);
        Assert.Equal(LogOutcome.Whole, report.Outcome);
        Assert.Equal((600, 4, 10, 0), (report.Entries, report.Writers, report.Checkpoints, report.Pending));
        Assert.Equal(sample.Builder.Root, report.Checkpoint!.Root);
        Assert.Equal(["1 writers ended without a last line, and the log explains it."], report.Notes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(512)]
    [InlineData(65_537)]
    public async Task Log_of_any_size_is_whole(int entries)
    {
        var log = new MemoryLog();
        using var builder = new LogBuilder(log);
        var writer = builder.Begin("ada0");
        writer.Say(entries - 1);
        builder.Turn();
        writer.Say();
        builder.Turn();
        var report = await Looks.LookAsync(log, builder.Keys, builder.Now);
        Assert.Null(report.Fault);
        Assert.Equal((LogOutcome.Whole, entries), (report.Outcome, report.Entries));
    }

    [Fact]
    public async Task Log_without_entries_is_whole()
    {
        var log = new MemoryLog();
        using var builder = new LogBuilder(log);
        builder.Checkpoint();
        Assert.Equal(LogOutcome.Whole, (await Looks.LookAsync(log, builder.Keys, builder.Now)).Outcome);
    }

    [Fact]
    public async Task Nothing_at_all_is_unreadable()
    {
        var report = await Looks.LookAsync(new MemoryLog(), SampleLog.Shared.Builder.Keys, SampleLog.Shared.Builder.Now);
        Assert.Equal(LogOutcome.Unreadable, report.Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":7}")]
    [InlineData("{\"kty\":\"RSA\"}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"?\",\"y\":\"?\"}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":null,\"y\":7}")]
    [InlineData("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}")]
    public async Task Key_that_is_none_is_unreadable(string jwk)
    {
        var report = await Looks.LookAsync(SampleLog.Shared.Log, System.Text.Encoding.UTF8.GetBytes(jwk), SampleLog.Shared.Builder.Now);
        Assert.Equal((LogOutcome.Unreadable, "The key file is no public EC P-256 key in JWK form, and no set of them."), (report.Outcome, report.Unreadable));
    }
}
