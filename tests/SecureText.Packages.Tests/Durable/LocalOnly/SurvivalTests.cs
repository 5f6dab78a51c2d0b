using SecureText.Packages.Tests.Tables;

namespace SecureText.Packages.Tests.Durable.LocalOnly;

/// <summary>A hub in tables goes on from wherever its process was killed.</summary>
[Collection(InStorage.Name)]
public sealed class SurvivalTests(StorageFixture storage)
{
    private const string End = "Completed \"2 second LAST\"";

    [Fact]
    public async Task Orchestration_goes_on_after_a_kill_at_every_point()
    {
        var (hub, id) = (storage.NextName(), NewId());
        string[] points = ["begin one", "end one", "timer", "event", "begin child", "end child", "end fan2", "again", "last"];
        var child = await JourneyProcess.StartAsync(storage.ConnectionString, hub);
        await child.PostAsync($"/api/start/{id}");
        await child.PostAsync($"/api/raise/{id}/first");
        await child.PostAsync($"/api/raise/{id}/second");
        var passed = new List<string>();
        foreach (var point in points)
        {
            // It may have come further than the point before, between saying it and being killed.
            if (passed.Contains(point))
                continue;
            await child.UntilAsync(point);
            passed.AddRange(await child.KillAsync());
            child = await JourneyProcess.StartAsync(storage.ConnectionString, hub);
        }

        var end = await child.UntilStatusAsync(id, "Completed");

        Assert.Equal(End, end);
        await child.DisposeAsync();
    }

    [Fact]
    public async Task Orchestration_goes_on_after_kills_at_any_time()
    {
        var (hub, id) = (storage.NextName(), NewId());
        var child = await JourneyProcess.StartAsync(storage.ConnectionString, hub);
        await child.PostAsync($"/api/start/{id}");
        await child.PostAsync($"/api/raise/{id}/first");
        foreach (var milliseconds in (int[])[5, 40, 90, 150, 260, 420, 700])
        {
            await Task.Delay(milliseconds);
            await child.KillAsync();
            child = await JourneyProcess.StartAsync(storage.ConnectionString, hub);
        }

        await child.PostAsync($"/api/raise/{id}/second");

        Assert.Equal(End, await child.UntilStatusAsync(id, "Completed"));
        await child.DisposeAsync();
    }

    [Fact]
    public async Task Termination_and_purge_outlive_the_process()
    {
        var (hub, id) = (storage.NextName(), NewId());
        await using (var first = await JourneyProcess.StartAsync(storage.ConnectionString, hub))
        {
            await first.PostAsync($"/api/start/{id}");
            await first.UntilAsync("event");
        }

        await using (var second = await JourneyProcess.StartAsync(storage.ConnectionString, hub))
        {
            await second.PostAsync($"/api/terminate/{id}");
            await second.UntilStatusAsync(id, "Terminated");
        }

        await using (var third = await JourneyProcess.StartAsync(storage.ConnectionString, hub))
        {
            Assert.Equal("Terminated \"stopped\"", await third.StatusAsync(id));
            Assert.Equal("1", await third.AskAsync(HttpMethod.Post, $"/api/purge/{id}"));
        }

        await using var fourth = await JourneyProcess.StartAsync(storage.ConnectionString, hub);
        Assert.Equal("none", await fourth.StatusAsync(id));
    }

    private static string NewId() => Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
}
