using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace SecureText.Packages.Tests.Worker.LocalHost;

public sealed class EventGridTests
{
    private const string Event =
        """{"id":"1","topic":"/t","subject":"s","data":{"n":1},"eventType":"Test.Made","dataVersion":"1.0","eventTime":"2026-01-02T03:04:05Z"}""";

    private const string Cloud =
        """{"specversion":"1.0","id":"1","source":"/t","type":"Test.Made","time":"2026-01-02T03:04:05Z","data":{"n":1}}""";

    private static readonly Type[] All = [typeof(Handlers)];

    [Fact]
    public async Task Validation_event_is_answered_with_its_code()
    {
        await using var app = await StartAsync();

        var response = await SendAsync(
            app, "One", "SubscriptionValidation", """[{"id":"1","data":{"validationCode":"abc-1","validationUrl":"https://x"}}]""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"validationResponse":"abc-1"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Validation_event_in_the_cloud_schema_has_its_data_encoded_twice()
    {
        await using var app = await StartAsync();

        var response = await SendAsync(
            app, "One", "SubscriptionValidation", """{"id":"1","data":"{\"validationCode\":\"abc-2\"}"}""");

        Assert.Equal("""{"validationResponse":"abc-2"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""[{"data":{}}]""")]
    [InlineData("1")]
    public async Task Validation_without_a_code_is_the_hosts_500(string body)
    {
        await using var app = await StartAsync();

        var response = await SendAsync(app, "One", "SubscriptionValidation", body);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("Unheard")]
    [InlineData("one")]
    [InlineData("")]
    public async Task Unknown_function_is_not_found(string name)
    {
        await using var app = await StartAsync();

        var response = await SendAsync(app, name, "Notification", $"[{Event}]");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal($"cannot find function: '{name}'", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest)]
    [InlineData("Other", HttpStatusCode.BadRequest)]
    [InlineData("Unsubscribe", HttpStatusCode.Accepted)]
    [InlineData("unsubscribe", HttpStatusCode.Accepted)]
    [InlineData("notification", HttpStatusCode.Accepted)]
    public async Task Event_type_header_decides(string? header, HttpStatusCode expected)
    {
        await using var app = await StartAsync();

        Assert.Equal(expected, (await SendAsync(app, "One", header, $"[{Event}]")).StatusCode);
    }

    [Fact]
    public async Task Options_is_answered_for_the_cloud_events_handshake()
    {
        await using var app = await StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Options, "/runtime/webhooks/EventGrid?functionName=One");
        request.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.us");

        var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("eventgrid.azure.us", Assert.Single(response.Headers.GetValues("Webhook-Allowed-Origin")));
    }

    [Fact]
    public async Task Options_from_an_unknown_origin_is_answered_for_the_public_cloud()
    {
        await using var app = await StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Options, "/runtime/webhooks/eventgrid?functionName=One");
        request.Headers.Add("WebHook-Request-Origin", "evil.example");

        var response = await app.Client.SendAsync(request);

        Assert.Equal("eventgrid.azure.net", Assert.Single(response.Headers.GetValues("Webhook-Allowed-Origin")));
    }

    [Theory]
    [InlineData("One", Event, "EventGridEvent 1 Test.Made")]
    [InlineData("OneCloud", Cloud, "CloudEvent 1 Test.Made")]
    [InlineData("OneBinary", Event, "BinaryData " + Event)]
    [InlineData("OneText", Event, "String " + Event)]
    public async Task Single_events_bind_to_their_types_from_an_array_or_alone(string function, string json, string expected)
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, function, "Notification", $"[{json}]")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, function, "Notification", json)).StatusCode);

        Assert.Equal([expected, expected], Seen(app).Calls);
    }

    [Theory]
    [InlineData("Many", Event, "EventGridEvent[2] 1")]
    [InlineData("ManyCloud", Cloud, "CloudEvent[2] 1")]
    [InlineData("ManyBinary", Event, "BinaryData[2] " + Event)]
    [InlineData("ManyText", Event, "String[2] " + Event)]
    public async Task Batched_events_arrive_in_one_invocation(string function, string json, string expected)
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, function, "Notification", $"[{json},{json}]")).StatusCode);

        Assert.Equal([expected], Seen(app).Calls);
    }

    [Fact]
    public async Task Single_object_reaches_a_batched_function_as_an_array_of_one()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, "ManyText", "Notification", Event)).StatusCode);

        Assert.Equal(["String[1] " + Event], Seen(app).Calls);
    }

    [Fact]
    public async Task Single_dispatch_runs_the_events_of_a_delivery_in_parallel()
    {
        await using var app = await StartAsync();

        // Each waits for the other: in turn they would never end.
        var response = await SendAsync(app, "Meet", "Notification", $"[{Event},{Event}]");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Any_failure_answers_500_with_the_first_failing_message_and_runs_the_others()
    {
        await using var app = await StartAsync();

        var response = await SendAsync(app, "Fails", "Notification", """[{"n":0},{"n":1},{"n":2}]""");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("failed 1", await response.Content.ReadAsStringAsync());
        Assert.Equal(3, Seen(app).Calls.Count);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[{]")]
    [InlineData("\"text\"")]
    public async Task Notification_that_is_not_json_is_the_hosts_500_and_calls_nothing(string body)
    {
        await using var app = await StartAsync();

        var response = await SendAsync(app, "OneText", "Notification", body);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Empty(Seen(app).Calls);
    }

    [Theory]
    [InlineData("OneText")]
    [InlineData("ManyText")]
    public async Task Event_that_is_not_an_object_fails_without_a_call(string function)
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, (await SendAsync(app, function, "Notification", "[1]")).StatusCode);
        Assert.Empty(Seen(app).Calls);
    }

    [Theory]
    [InlineData("OneText", 0)]
    [InlineData("ManyCount", 1)]
    public async Task Empty_array_is_accepted(string function, int calls)
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, function, "Notification", "[]")).StatusCode);
        Assert.Equal(calls, Seen(app).Calls.Count);
    }

    [Fact]
    public async Task Lone_surrogates_reach_the_function_as_they_came()
    {
        await using var app = await StartAsync();
        const string json = """{"data":{"message":"\ud83d"}}""";

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(app, "OneText", "Notification", json)).StatusCode);
        Assert.Equal(["String " + json], Seen(app).Calls);
    }

    private static Task<TestApp> StartAsync(Action<FunctionsApplicationBuilder>? configure = null)
        => TestApp.StartAsync(All, builder =>
        {
            builder.Services.AddSingleton<Seen>();
            configure?.Invoke(builder);
        });

    private static Seen Seen(TestApp app) => app.Host.Services.GetRequiredService<Seen>();

    private static Task<HttpResponseMessage> SendAsync(TestApp app, string function, string? type, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/runtime/webhooks/eventgrid?functionName={function}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (type is not null)
            request.Headers.Add("aeg-event-type", type);
        return app.Client.SendAsync(request);
    }
}

public sealed class Seen
{
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _met;

    public ConcurrentQueue<string> Calls { get; } = [];

    public Task MeetAsync()
    {
        if (Interlocked.Increment(ref _met) == 2)
            _second.SetResult();
        return _second.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}

public sealed class Handlers(Seen seen)
{
    [Function("One")]
    public void One([EventGridTrigger] EventGridEvent e) => seen.Calls.Enqueue($"EventGridEvent {e.Id} {e.EventType}");

    [Function("OneCloud")]
    public void OneCloud([EventGridTrigger] CloudEvent e) => seen.Calls.Enqueue($"CloudEvent {e.Id} {e.Type}");

    [Function("OneBinary")]
    public void OneBinary([EventGridTrigger] BinaryData e) => seen.Calls.Enqueue($"BinaryData {e}");

    [Function("OneText")]
    public void OneText([EventGridTrigger] string e) => seen.Calls.Enqueue($"String {e}");

    [Function("Many")]
    public void Many([EventGridTrigger(IsBatched = true)] EventGridEvent[] e) => seen.Calls.Enqueue($"EventGridEvent[{e.Length}] {e[0].Id}");

    [Function("ManyCloud")]
    public void ManyCloud([EventGridTrigger(IsBatched = true)] CloudEvent[] e) => seen.Calls.Enqueue($"CloudEvent[{e.Length}] {e[0].Id}");

    [Function("ManyBinary")]
    public void ManyBinary([EventGridTrigger(IsBatched = true)] BinaryData[] e) => seen.Calls.Enqueue($"BinaryData[{e.Length}] {e[0]}");

    [Function("ManyText")]
    public void ManyText([EventGridTrigger(IsBatched = true)] string[] e) => seen.Calls.Enqueue($"String[{e.Length}] {e[0]}");

    [Function("ManyCount")]
    public void ManyCount([EventGridTrigger(IsBatched = true)] string[] e) => seen.Calls.Enqueue($"{e.Length}");

    [Function("Meet")]
    public Task Meet([EventGridTrigger] string e) => seen.MeetAsync();

    [Function("Fails")]
    public async Task Fails([EventGridTrigger] string e)
    {
        seen.Calls.Enqueue(e);
        await Task.Yield();
        if (!e.Contains('0', StringComparison.Ordinal))
            throw new InvalidOperationException($"failed {e[^2]}");
    }
}
