using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Packages.Tests.Worker.LocalHost;

public sealed class ShutdownTests
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task Stop_takes_no_new_requests_and_lets_the_running_one_finish()
    {
        await using var app = await TestApp.StartAsync([typeof(Slow)], b => b.Services.AddSingleton(_gate));
        var running = app.Client.GetAsync("/api/Slow");
        await _gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var stopping = app.Host.StopAsync();

        await RefusedAsync(app);
        Assert.False(stopping.IsCompleted);
        _gate.Open.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        await stopping;
    }

    [Fact]
    public async Task Stop_that_runs_out_of_time_cancels_what_still_runs()
    {
        await using var app = await TestApp.StartAsync([typeof(Slow)], b => b.Services.AddSingleton(_gate));
        var running = app.Client.GetAsync("/api/Slow");
        await _gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await Record.ExceptionAsync(() => app.Host.StopAsync(new CancellationToken(canceled: true)));

        await _gate.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Record.ExceptionAsync(() => running);
    }

    [Fact]
    public async Task Caller_that_goes_away_cancels_the_invocation()
    {
        await using var app = await TestApp.StartAsync([typeof(Slow)], b => b.Services.AddSingleton(_gate));
        using var caller = new CancellationTokenSource();
        var running = app.Client.GetAsync("/api/Slow", caller.Token);
        await _gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await caller.CancelAsync();

        await _gate.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task RefusedAsync(TestApp app)
    {
        // Closing the listening socket is part of the stop, which runs beside this test.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var fresh = new HttpClient(new SocketsHttpHandler()) { BaseAddress = app.Client.BaseAddress };
        try
        {
            while (true)
            {
                await fresh.GetAsync("/", deadline.Token);
                await Task.Yield();
            }
        }
        catch (HttpRequestException)
        {
        }
    }

    public sealed class Gate
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Slow(Gate gate)
    {
        [Function("Slow")]
        public async Task<IResult> RunAsync([HttpTrigger("get")] HttpRequest request, CancellationToken cancellation)
        {
            gate.Entered.SetResult();
            try
            {
                await gate.Open.Task.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                gate.Cancelled.SetResult();
                throw;
            }

            return Results.Ok();
        }
    }
}
