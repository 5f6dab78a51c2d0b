using SecureText.Harness;

namespace SecureText.Faults;

/// <summary>P3: a process that dies while staff write, and nobody who asks again.</summary>
public class NeverAskedAgainTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("staff answer", FaultKind.Kill)]
    [InlineData("staff answer", FaultKind.KillAfter)]
    [InlineData("staff answer for later", FaultKind.Kill)]
    [InlineData("staff answer for later", FaultKind.KillAfter)]
    [InlineData("note to a colleague", FaultKind.Kill)]
    [InlineData("note to a colleague", FaultKind.KillAfter)]
    public async Task What_staff_wrote_and_never_ask_for_again_is_done_whole_or_was_never_written(string name, FaultKind kind)
    {
        var points = new FaultPoints();
        await using var clinic = await TestClinic.StartAsync(azurite, transport: new FaultTransport(points));
        clinic.Watch(points);
        var answer = Scenario.All[name];
        var (whole, _) = await FaultPlay.RunAsync(clinic, points, answer, kind, 0);
        var (nothing, _) = await FaultPlay.RunAsync(clinic, points, answer with { Steps = [] }, kind, 0, patient: 79);
        for (var nth = 1; ; nth++)
        {
            var (end, call) = await FaultPlay.RunAsync(clinic, points, answer, kind, nth, repeats: false);
            if (call is null) break;
            Assert.True(
                WithoutRequest(end) == WithoutRequest(whole) || end == nothing, $"{kind} at call {nth} ({call}):\n{end}");
        }

        Assert.NotEqual(whole, nothing);

        // The line of the request itself is written after the text: a process that dies between has only the sender's.
        static string WithoutRequest(string end) => string.Join(
            '\n', end.Split('\n').Where(line => !line.Contains(".write", StringComparison.Ordinal)));
    }
}
