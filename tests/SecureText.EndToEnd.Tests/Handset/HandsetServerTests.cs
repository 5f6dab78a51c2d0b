using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Communication.Sms;
using SecureText.Azurite;
using SecureText.EventGridDelivery;
using SecureText.Handset;
using SecureText.Sealing;
using SecureText.Simulator;
using SecureText.Texting;

namespace SecureText.EndToEnd.Tests.Handset;

public sealed class HandsetServerTests : IAsyncLifetime, IDisposable
{
    private const string Patient = "+12065550123";
    private const string Line = "+18335550100";

    private static readonly byte[] AccessKey = [.. Enumerable.Range(1, 64).Select(i => (byte)i)];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(new SocketsHttpHandler());
    private HandsetServer server = null!;

    public async Task InitializeAsync()
    {
        // Nothing listens where the events go: they wait, which is all the same here.
        server = await HandsetServer.StartAsync(
            Options(0), TimeProvider.System, new SystemRandomSource(), CancellationToken.None);
        http.BaseAddress = server.Address;
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Sms_from_the_services_own_client_arrives_on_the_phone()
    {
        var client = new SmsClient($"endpoint={server.Address};accesskey={Convert.ToBase64String(AccessKey)}");

        SmsSendResult result = await client.SendAsync(
            Line, Patient, "Your visit is on Monday.", new SmsSendOptions(true) { Tag = "outbox-7" });

        Assert.True(result.Successful);
        Assert.Equal("Your visit is on Monday.", Assert.Single(server.Network.Thread(Patient)).Text);
    }

    [Fact]
    public async Task Sms_with_another_key_is_refused()
    {
        var client = new SmsClient($"endpoint={server.Address};accesskey={Convert.ToBase64String(new byte[64])}");

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => client.SendAsync(Line, Patient, "Hello.", new SmsSendOptions(true)));

        Assert.Equal(401, refused.Status);
    }

    [Fact]
    public async Task Sms_answer_lost_is_taken_once_and_answered_at_the_second_try()
    {
        server.Network.Switches.Fault = ServiceFault.AnswerLost;
        var client = new SmsClient($"endpoint={server.Address};accesskey={Convert.ToBase64String(AccessKey)}");

        SmsSendResult result = await client.SendAsync(Line, Patient, "Hello.", new SmsSendOptions(true));

        Assert.True(result.Successful);
        Assert.Single(server.Network.Thread(Patient));
    }

    [Fact]
    public async Task Post_patients_text_is_in_the_thread_as_written()
    {
        using var answer = await http.PostAsJsonAsync("/handset/phones/2065550123", new { text = "<b>Hola</b> 👋" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var thread = (await http.GetFromJsonAsync<JsonNode>($"/handset/phones/{Uri.EscapeDataString(Patient)}"))!;
        Assert.Equal("<b>Hola</b> 👋", (string?)Assert.Single(thread.AsArray())!["text"]);
    }

    [Theory]
    [InlineData("12", "Hello.", "That is not a North American phone number.")]
    [InlineData("2065550123", "", "A text has 1 to 1600 characters.")]
    public async Task Post_wrong_text_is_refused_with_a_reason(string number, string text, string reason)
    {
        using var answer = await http.PostAsJsonAsync($"/handset/phones/{number}", new { text });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(reason, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["message"]);
    }

    [Fact]
    public async Task Put_switches_are_set_and_shown()
    {
        using var answer = await http.PutAsJsonAsync("/handset/switches", new
        {
            duplicates = true,
            shuffling = true,
            schema = "cloudEvents",
            casing = "pascal",
            failWith = 4006,
            slowReports = true,
            fault = "unavailable",
        });

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(new EventForm(EventSchema.CloudEvents, DataCasing.Pascal), server.Grid.Switches.Form);
        Assert.Equal(
            (4006, ServiceFault.Unavailable), (server.Network.Switches.FailWith, server.Network.Switches.Fault));
        var state = await http.GetFromJsonAsync<JsonNode>("/handset/state");
        Assert.True((bool)state!["switches"]!["duplicates"]!);
    }

    [Fact]
    public async Task Events_new_text_comes_to_the_open_page()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var stream = new StreamReader(
            await http.GetStreamAsync(new Uri("/handset/events", UriKind.Relative), limit.Token));
        Assert.Equal(": open", await stream.ReadLineAsync(limit.Token));

        server.Network.TextFromClinic(Patient, server.Network.Lines[0], "Hello.", false, null);

        Assert.Contains("\"text\":\"Hello.\"", await ReadDataAsync(stream, limit.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_and_its_parts_come_from_this_origin_only()
    {
        foreach (var path in new[] { "/", "/handset.css", "/handset.js", "/handset.svg" })
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Request_under_another_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/handset/state"));
        request.Headers.Host = "attacker.example";

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Form_of_a_foreign_page_is_refused()
    {
        using var form = new StringContent("{\"text\":\"Hello.\"}", Encoding.UTF8, "text/plain");

        using var answer = await http.PostAsync(new Uri("/handset/phones/2065550123", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(server.Network.Thread(Patient));
    }

    [Fact]
    public async Task StartAsync_taken_port_says_so_in_one_line()
    {
        var refused = await Assert.ThrowsAsync<LocalToolException>(() => HandsetServer.StartAsync(
            Options(server.Address.Port), TimeProvider.System, new SystemRandomSource(), CancellationToken.None));

        Assert.Equal($"Port {server.Address.Port} is taken: stop what uses it, or choose another with --handset-port.",
            refused.Message);
    }

    private static HandsetOptions Options(int port) => new(
        port, new Uri("http://127.0.0.1:9/"), AccessKey, [new SimulatedLine(Line, LineKind.TollFree)],
            new DeliveryOptions());

    private static async Task<string> ReadDataAsync(StreamReader stream, CancellationToken cancellationToken)
    {
        while (await stream.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
