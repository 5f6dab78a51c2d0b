using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using SecureText.Harness;

namespace SecureText.Campaigns;

/// <summary>The orchestrators on the in-process test host's own API, so that they run on either platform.</summary>
public class OrchestrationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JourneyRef Journey = new(new string('a', 32), new string('b', 32));

    [Fact]
    public async Task Journey_waits_for_its_time_and_ends()
    {
        var steps = new ConcurrentQueue<JourneyRef>();
        await using var host = await HostAsync(journey =>
        {
            steps.Enqueue(journey);
            return steps.Count == 1 ? new JourneyWait(false, Now().AddSeconds(1)) : new JourneyWait(true, null);
        });

        await StartAsync(host, nameof(JourneyOrchestrator), Journey.Instance, Journey);

        await CompletedAsync(host, Journey.Instance);
        Assert.Equal([Journey, Journey], steps);
    }

    [Fact]
    public async Task Ring_wakes_a_journey_long_before_its_time()
    {
        var steps = 0;
        await using var host = await HostAsync(_ =>
            ++steps == 1 ? new JourneyWait(false, Now().AddDays(20)) : new JourneyWait(true, null));
        await StartAsync(host, nameof(JourneyOrchestrator), Journey.Instance, Journey);

        await CampaignInstances.WakeAsync(host.Client, Journey, CancellationToken.None);

        await CompletedAsync(host, Journey.Instance);
        Assert.Equal(2, steps);
    }

    [Fact]
    public async Task Journey_whose_first_step_was_taken_waits_first_and_steps_when_it_is_rung()
    {
        var steps = new ConcurrentQueue<JourneyRef>();
        await using var host = await HostAsync(journey =>
        {
            steps.Enqueue(journey);
            return JourneyWait.Over;
        });
        var taken = Journey with { Known = new JourneyWait(false, Now().AddDays(20)) };
        await CampaignInstances.WakeAsync(host.Client, taken, CancellationToken.None);
        Assert.Empty(steps);

        await CampaignInstances.WakeAsync(host.Client, taken, CancellationToken.None);

        await CompletedAsync(host, Journey.Instance);
        Assert.Equal([Journey], steps);
    }

    [Fact]
    public async Task Ring_during_a_step_is_not_lost()
    {
        var steps = 0;
        var begun = new TaskCompletionSource();
        var rung = new TaskCompletionSource();
        await using var host = await HostAsync(async _ =>
        {
            if (++steps > 1) return new JourneyWait(true, null);
            begun.SetResult();
            await rung.Task;
            return new JourneyWait(false, null);
        });
        await StartAsync(host, nameof(JourneyOrchestrator), Journey.Instance, Journey);
        await begun.Task.WaitAsync(Patience);

        await CampaignInstances.WakeAsync(host.Client, Journey, CancellationToken.None);
        rung.SetResult();

        await CompletedAsync(host, Journey.Instance);
        Assert.Equal(2, steps);
    }

    [Fact]
    public async Task Waking_twice_what_does_not_run_starts_it_once()
    {
        var steps = 0;
        await using var host = await HostAsync(_ => ++steps > 1 ? new JourneyWait(true, null) : new JourneyWait(false, null));

        await CampaignInstances.WakeAsync(host.Client, Journey, CancellationToken.None);
        await CampaignInstances.WakeAsync(host.Client, Journey, CancellationToken.None);

        await CompletedAsync(host, Journey.Instance);
        Assert.Equal(2, steps);
    }

    [Fact]
    public async Task Campaign_goes_on_batch_by_batch_and_waits_for_more()
    {
        var places = new ConcurrentQueue<CampaignRef>();
        var id = new string('c', 32);
        var waits = new TaskCompletionSource();
        await using var host = await HostAsync(_ => JourneyWait.Over, place =>
        {
            places.Enqueue(place);
            if (places.Count == 3) waits.SetResult();
            return places.Count switch
            {
                1 => new BatchDone(place with { Cursor = "x", Looked = 50 }, null, false),
                2 => new BatchDone(place with { Cursor = "y", Looked = 100 }, Now().AddMilliseconds(300), false),
                3 => new BatchDone(new CampaignRef(id, null, 0), null, true),
                _ => new BatchDone(null, null, false),
            };
        });
        await StartAsync(host, nameof(CampaignOrchestrator), id, new CampaignRef(id, null, 0));
        await waits.Task.WaitAsync(Patience);

        await host.Client.RaiseEventAsync(id, CampaignInstances.More, null);

        await CompletedAsync(host, id);
        Assert.Equal([null, "x", "y", null], places.Select(place => place.Cursor));
    }

    [Fact]
    public async Task What_the_task_hub_keeps_is_ids_and_times()
    {
        await using var host = await HostAsync(_ => new JourneyWait(true, TestClinic.Noon));
        await StartAsync(host, nameof(JourneyOrchestrator), Journey.Instance, Journey);
        await CompletedAsync(host, Journey.Instance);

        var kept = await host.Client.GetInstanceAsync(Journey.Instance, getInputsAndOutputs: true);

        var input = JsonSerializer.Deserialize<Dictionary<string, string>>(kept!.SerializedInput!)!;
        Assert.Equal([Journey.Conversation, Journey.Journey], input.Values);
        Assert.True(kept.SerializedOutput is null or "null", kept.SerializedOutput);
        Assert.Null(kept.SerializedCustomStatus);
    }

    [Fact]
    public async Task What_has_ended_leaves_the_task_hub_and_what_waits_stays()
    {
        var waiting = Journey with { Journey = new string('d', 32) };
        await using var host = await HostAsync(journey => new JourneyWait(journey == Journey, null));
        await StartAsync(host, nameof(JourneyOrchestrator), Journey.Instance, Journey);
        await StartAsync(host, nameof(JourneyOrchestrator), waiting.Instance, waiting);
        await CompletedAsync(host, Journey.Instance);

        var tomorrow = new ManualTime(Now().AddDays(2));
        await new PurgeEnded(tomorrow).RunAsync(new Microsoft.Azure.Functions.Worker.TimerInfo(), host.Client, CancellationToken.None);

        Assert.Null(await host.Client.GetInstanceAsync(Journey.Instance, CancellationToken.None));
        Assert.NotNull(await host.Client.GetInstanceAsync(waiting.Instance, CancellationToken.None));
    }

    [Fact]
    public async Task Step_that_fails_leaves_no_message_in_the_history()
    {
        const string Canary = "Jane Canary";
        var guard = new StepGuard(Microsoft.Extensions.Logging.Abstractions.NullLogger<StepGuard>.Instance);

        var thrown = await Assert.ThrowsAsync<StepFailedException>(() => guard.RunAsync<string>(
            "step", "subject", () => throw new InvalidOperationException(Canary), CancellationToken.None));

        Assert.DoesNotContain(Canary, thrown.ToString(), StringComparison.Ordinal);
    }

    // Whoever adds a property to these adds it to the history, for as long as that is kept.
    [Theory]
    [InlineData(typeof(JourneyRef), "Conversation Journey Known")]
    [InlineData(typeof(JourneyWait), "IsOver WakeAt")]
    [InlineData(typeof(CampaignRef), "Campaign Cursor Looked")]
    [InlineData(typeof(BatchDone), "Next WaitForMore WaitUntil")]
    public void What_orchestrations_pass_on_has_no_room_for_anything_else(Type type, string properties) =>
        Assert.Equal(properties, string.Join(' ', type.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal)));

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    private static Task<DurableTaskTestHost> HostAsync(Func<JourneyRef, JourneyWait> step, Func<CampaignRef, BatchDone>? batch = null) =>
        HostAsync(journey => Task.FromResult(step(journey)), batch);

    private static Task<DurableTaskTestHost> HostAsync(Func<JourneyRef, Task<JourneyWait>> step, Func<CampaignRef, BatchDone>? batch = null) =>
        DurableTaskTestHost.StartAsync(tasks =>
        {
            tasks.AddOrchestratorFunc<JourneyRef>(nameof(JourneyOrchestrator), (context, _) => JourneyOrchestrator.RunAsync(context));
            tasks.AddOrchestratorFunc<CampaignRef>(nameof(CampaignOrchestrator), (context, _) => CampaignOrchestrator.RunAsync(context));
            tasks.AddActivityFunc<JourneyRef, JourneyWait>(nameof(AdvanceJourney), (_, journey) => step(journey));
            tasks.AddActivityFunc<CampaignRef, BatchDone>(nameof(EnrolBatch), (_, place) => batch!(place));
        });

    private static Task<string> StartAsync(DurableTaskTestHost host, string name, string instance, object input) =>
        host.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instance));

    private static async Task CompletedAsync(DurableTaskTestHost host, string instance)
    {
        using var limit = new CancellationTokenSource(Patience);
        var end = await host.Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, limit.Token);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, end.FailureDetails?.ToString());
    }
}
