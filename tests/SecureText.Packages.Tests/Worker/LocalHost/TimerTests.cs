using System.Net;
using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Packages.Tests.Worker.LocalHost;

public sealed class TimerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Start);
    private readonly Fired _fired = new();

    [Fact]
    public async Task Timer_fires_at_each_occurrence_of_its_setting_with_its_status()
    {
        await using var app = await StartAsync(typeof(EveryFiveMinutes));
        await _time.ArmedAsync();

        _time.Advance(TimeSpan.FromMinutes(5));
        var first = await _fired.NextAsync();
        await _time.ArmedAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        var second = await _fired.NextAsync();

        Assert.Equal(Start.UtcDateTime.AddMinutes(5), first.ScheduleStatus!.Next);
        Assert.Equal(default, first.ScheduleStatus.Last);
        Assert.Equal(Start.UtcDateTime.AddMinutes(5), second.ScheduleStatus!.Last);
        Assert.Equal(Start.UtcDateTime.AddMinutes(10), second.ScheduleStatus.Next);
        Assert.False(second.IsPastDue);
    }

    [Fact]
    public async Task Timer_does_not_fire_before_its_time()
    {
        await using var app = await StartAsync(typeof(EveryFiveMinutes));
        await _time.ArmedAsync();

        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));

        Assert.False(_fired.Any);
    }

    [Fact]
    public async Task Occurrences_that_pass_while_it_runs_are_skipped()
    {
        await using var app = await StartAsync(typeof(EveryFiveMinutes));
        await _time.ArmedAsync();

        _time.Advance(TimeSpan.FromMinutes(17));
        await _fired.NextAsync();
        await _time.ArmedAsync();
        _time.Advance(TimeSpan.FromMinutes(3));
        var next = await _fired.NextAsync();

        Assert.Equal(Start.UtcDateTime.AddMinutes(20), next.ScheduleStatus!.Next);
        Assert.False(_fired.Any);
    }

    [Fact]
    public async Task RunOnStartup_fires_at_the_start_and_a_timer_under_a_minute_has_no_status()
    {
        await using var app = await StartAsync(typeof(AtStart));

        var info = await _fired.NextAsync();

        Assert.Null(info.ScheduleStatus);
    }

    [Fact]
    public async Task Timer_that_fails_fires_again()
    {
        await using var app = await StartAsync(typeof(Failing));
        await _time.ArmedAsync();

        for (var i = 0; i < 2; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await _fired.NextAsync();
            await _time.ArmedAsync();
        }

        Assert.Equal(2, app.Logs.Lines.Count(l => l.Exception?.Message == "broken on purpose"));
    }

    [Fact]
    public async Task Disabled_timer_does_not_run()
    {
        await using var app = await StartAsync(typeof(AtStart), b => b.Configuration["AzureWebJobs.AtStart.Disabled"] = "true");

        var response = await app.Client.PostAsync("/admin/functions/AtStart", null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(_fired.Any);
    }

    [Fact]
    public async Task Timer_can_be_run_by_hand()
    {
        await using var app = await StartAsync(typeof(EveryFiveMinutes));

        var response = await app.Client.PostAsync("/admin/functions/EveryFiveMinutes", null);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await _fired.NextAsync();
    }

    private Task<TestApp> StartAsync(Type functions, Action<FunctionsApplicationBuilder>? configure = null)
        => TestApp.StartAsync([functions], builder =>
        {
            builder.Services.AddSingleton(new HostClock { Time = _time });
            builder.Services.AddSingleton(_fired);
            builder.Configuration.AddInMemoryCollection([new("Test:Schedule", "0 */5 * * * *")]);
            configure?.Invoke(builder);
        });

    public sealed class Fired
    {
        private readonly Channel<TimerInfo> _channel = Channel.CreateUnbounded<TimerInfo>();

        public bool Any => _channel.Reader.TryPeek(out _);

        public void Add(TimerInfo info) => _channel.Writer.TryWrite(info);

        public Task<TimerInfo> NextAsync() => _channel.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public sealed class EveryFiveMinutes(Fired fired)
    {
        [Function("EveryFiveMinutes")]
        public void Run([TimerTrigger("%Test:Schedule%")] TimerInfo timer) => fired.Add(timer);
    }

    public sealed class AtStart(Fired fired)
    {
        [Function("AtStart")]
        public Task Run([TimerTrigger("*/10 * * * * *", RunOnStartup = true)] TimerInfo timer)
        {
            fired.Add(timer);
            return Task.CompletedTask;
        }
    }

    public sealed class Failing(Fired fired)
    {
        [Function("Failing")]
        public async Task Run([TimerTrigger("00:01:00")] TimerInfo timer)
        {
            await Task.Yield();
            fired.Add(timer);
            throw new InvalidOperationException("broken on purpose");
        }
    }
}
