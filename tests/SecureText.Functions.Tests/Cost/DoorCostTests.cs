using SecureText.Api;
using SecureText.Harness;

namespace SecureText.Cost;

/// <summary>P8: what letting staff in costs each request, beside what the request itself costs.</summary>
public class DoorCostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Request_of_staff_takes_two_point_reads_and_once_a_minute_a_write()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter, realJournal: true);
        var member = await clinic.SignInAsync();
        var read = HttpFunction.All.Single(f => f.Name == "ReadMessages");
        var unwraps = clinic.Keys.Unwraps;
        Assert.Equal(["GET /Staff", "GET /Staff"], await AskAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(["GET /Staff", "GET /Staff"], await AskAsync(TimeSpan.FromSeconds(1)));

        // A minute later the sign-in is noted as seen. The policies in force are kept for half a minute.
        Assert.Equal(["GET /Staff", "GET /Staff", "PUT /Staff"], (await AskAsync(TimeSpan.FromMinutes(1))).Where(r => r.EndsWith("Staff", StringComparison.Ordinal)));
        Assert.Equal(["GET /Staff", "GET /Staff"], await AskAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(unwraps, clinic.Keys.Unwraps);

        async Task<List<string>> AskAsync(TimeSpan later)
        {
            clinic.Time.Advance(later);
            counter.Clear();
            Assert.Equal(DoorCall.Passed, await DoorCall.AskAsync(clinic, read, member.Header));
            return [.. counter.Requests.Select(request => request.Contains("/Staff(", StringComparison.Ordinal)
                ? request.Split(' ')[0] + " /Staff"
                : request)];
        }
    }
}
