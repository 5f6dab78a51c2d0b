using SecureText.EventGridDelivery;
using SecureText.Simulator;
using SecureText.Texting;

namespace SecureText.EndToEnd.Tests.Simulator;

public sealed class PhoneNetworkTests : IAsyncDisposable
{
    private const string Patient = "+12065550123";

    private static readonly SimulatedLine TollFree = new("+18335550100", LineKind.TollFree);
    private static readonly SimulatedLine TenDigit = new("+12065550100", LineKind.TenDigit);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly JumpingTime time = new();
    private readonly RecordedEvents events = new();
    private readonly PhoneNetwork network;

    public PhoneNetworkTests() => network = new PhoneNetwork([TollFree, TenDigit], events, time, new CountingRandom());

    public ValueTask DisposeAsync() => network.DisposeAsync();

    [Theory]
    [InlineData("STOP")]
    [InlineData(" stop\n")]
    public async Task TextFromPatient_stop_on_a_toll_free_line_blocks_and_the_network_answers(string words)
    {
        network.TextFromPatient(Patient, TollFree, words);
        await SendAsync(Patient, TollFree);

        Assert.Equal(
            [Sender.Patient, Sender.Network, Sender.Clinic], network.Thread(Patient).Select(text => text.From));
        Assert.Equal(("failed 4007", false), (network.Thread(Patient)[2].State, network.Thread(Patient)[2].OnPhone));
        Assert.Equal([SmsEvent.Received, SmsEvent.DeliveryReport], events.All.Select(one => one.EventType));
        Assert.StartsWith("4007", Field(events.All[1], "deliveryStatusDetails"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("START")]
    [InlineData("unstop")]
    public async Task TextFromPatient_start_opens_the_line_again(string words)
    {
        network.TextFromPatient(Patient, TollFree, "STOP");
        network.TextFromPatient(Patient, TollFree, words);
        await SendAsync(Patient, TollFree);

        Assert.Equal("delivered", network.Thread(Patient)[^1].State);
    }

    [Fact]
    public async Task TextFromPatient_stop_on_a_ten_digit_line_leaves_it_to_the_clinic()
    {
        network.TextFromPatient(Patient, TenDigit, "STOP");
        await SendAsync(Patient, TenDigit);

        Assert.Equal([Sender.Patient, Sender.Clinic], network.Thread(Patient).Select(text => text.From));
        Assert.Equal("delivered", network.Thread(Patient)[1].State);
    }

    [Fact]
    public async Task TextFromPatient_stop_on_one_line_leaves_the_other_open()
    {
        network.TextFromPatient(Patient, TollFree, "STOP");
        await SendAsync(Patient, TenDigit);

        Assert.Equal("delivered", network.Thread(Patient)[^1].State);
    }

    [Fact]
    public async Task TextFromClinic_share_of_texts_fails_and_the_same_ones_in_each_run()
    {
        var states = await StatesAsync(network);
        await using var again = new PhoneNetwork([TollFree, TenDigit], events, time, new CountingRandom());

        Assert.Equal(states, await StatesAsync(again));
        Assert.InRange(states.Count(state => state == "failed 4006"), 40, 80);
        Assert.InRange(states.Count(state => state == "failed 4020"), 10, 35);
        Assert.Equal(400, states.Count(state => state is "failed 4006" or "failed 4020" or "delivered"));

        static async Task<List<string>> StatesAsync(PhoneNetwork network)
        {
            network.Switches.FailShares[4006] = 0.15;
            network.Switches.FailShares[4020] = 0.05;
            for (var n = 0; n < 400; n++) network.TextFromClinic($"+120655501{n % 50:d2}", TollFree, "Hello", true, null);
            using var limit = new CancellationTokenSource(Limit);
            await network.IdleAsync(limit.Token);
            return [.. Enumerable.Range(0, 50).SelectMany(n => network.Thread($"+120655501{n:d2}")).Select(text => text.State)];
        }
    }

    [Theory]
    [InlineData("+14005550106", "failed 4006", false)]
    [InlineData("+15005550101", "failed 5001", false)]
    [InlineData("+15005550102", "failed 5002", true)]
    [InlineData("+19995550199", "failed 9999", false)]
    [InlineData("+14005550177", "delivered", true)]
    [InlineData("+12065550106", "delivered", true)]
    public async Task TextFromClinic_magic_number_fails_with_its_code(string number, string state, bool onPhone)
    {
        await SendAsync(number, TollFree);

        var text = Assert.Single(network.Thread(number));
        Assert.Equal((state, onPhone), (text.State, text.OnPhone));
    }

    [Fact]
    public async Task TextFromClinic_failure_switched_on_fails_every_text()
    {
        network.Switches.FailWith = 4005;

        await SendAsync(Patient, TollFree);

        Assert.Equal("failed 4005", Assert.Single(network.Thread(Patient)).State);
    }

    [Fact]
    public async Task TextFromClinic_slow_reports_take_half_a_minute()
    {
        network.Switches.SlowReports = true;

        await SendAsync(Patient, TollFree);

        Assert.Equal([TimeSpan.FromSeconds(30)], time.Waits);
    }

    [Fact]
    public async Task TextFromClinic_no_report_wanted_sends_no_event()
    {
        network.TextFromClinic(Patient, TollFree, "Hello.", wantsReport: false, tag: null);
        await IdleAsync();

        Assert.Empty(events.All);
    }

    [Fact]
    public void Settle_patients_text_shows_that_the_clinic_has_it()
    {
        var text = network.TextFromPatient(Patient, TollFree, "Hello.");

        network.Settle(text.Id, delivered: true);

        Assert.Equal("delivered", Assert.Single(network.Thread(Patient)).State);
    }

    private static string? Field(SmsEvent one, string name) => (string?)one.Data.Single(pair => pair.Key == name).Value;

    private async Task SendAsync(string number, SimulatedLine line)
    {
        network.TextFromClinic(number, line, "Hello.", wantsReport: true, tag: null);
        await IdleAsync();
    }

    private async Task IdleAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await network.IdleAsync(limit.Token);
    }
}
