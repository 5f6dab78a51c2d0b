using System.Security.Cryptography;
using SecureText.Harness;

namespace SecureText.Faults;

/// <summary>P3: each event three times in any order leaves what each once in order leaves.</summary>
public class ShuffleTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Count = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Events_three_times_and_shuffled_end_as_once_in_order(int seed)
    {
        var events = Events();
        await using var inOrder = await TestClinic.StartAsync(azurite);
        inOrder.Time.Advance(TimeSpan.FromHours(1));
        foreach (var one in events) await inOrder.DeliverAsync(one);

        var shuffled = Enumerable.Repeat(events, 3).SelectMany(e => e)
            .Select((json, place) => (json, luck: Convert.ToHexString(SHA256.HashData([(byte)seed, (byte)place]))))
            .OrderBy(e => e.luck, StringComparer.Ordinal)
            .Select(e => e.json);
        await using var inDisorder = await TestClinic.StartAsync(azurite);
        inDisorder.Time.Advance(TimeSpan.FromHours(1));
        foreach (var batch in shuffled.Chunk(5)) await inDisorder.DeliverAsync(batch);

        for (var tick = 0; tick < 20; tick++)
        {
            await inOrder.TickAsync(TimeSpan.FromSeconds(30));
            await inDisorder.TickAsync(TimeSpan.FromSeconds(30));
        }

        for (var n = 0; n < Count; n++)
        {
            var number = Patients.Number(n);
            Assert.Equal(await EndState.OfAsync(inOrder, number), await EndState.OfAsync(inDisorder, number));
        }
    }

    /// <summary>
    /// The last patient only withdraws: whether a greeting or a START's answer still goes out beside a STOP depends on
    /// which came first, and rightly.
    /// </summary>
    private static string[] Events()
    {
        var events = new List<string>();
        for (var n = 0; n < Count - 1; n++)
        {
            var number = Patients.Number(n);
            var minute = TestClinic.Noon.AddMinutes(n);
            events.Add(AcsJson.Sms($"a{n}", "May I come at four?", number, at: minute));
            events.Add(AcsJson.Sms($"b{n}", "Or at five?", number, at: minute.AddMinutes(10)));
            events.Add(AcsJson.Sms($"c{n}", "HELP", number, at: minute.AddMinutes(5)));
        }

        var last = Patients.Number(Count - 1);
        events.Add(AcsJson.Sms("stop1", "STOP", last, at: TestClinic.Noon));
        events.Add(AcsJson.Sms("stop2", "Stop!", last, at: TestClinic.Noon.AddMinutes(3)));
        return [.. events];
    }
}
