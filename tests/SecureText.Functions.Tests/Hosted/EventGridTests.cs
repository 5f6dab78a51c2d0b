using System.Text.Json;
using SecureText.Harness;

namespace SecureText.Hosted;

/// <summary>What Event Grid sends to the program, as <c>curl</c> would, and what it answers.</summary>
public class EventGridTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    [Theory]
    [InlineData("InboundSms")]
    [InlineData("DeliveryReports")]
    public async Task Handshake_gives_the_code_back(string function)
    {
        const string Code = "512d38b6-c7b8-40c8-89fe-f46f9e9622b6";
        var body = $$$"""[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"{{{Code}}}"}}]""";
        var answer = await clinic.DeliverAsync(body, "SubscriptionValidation", function);
        Assert.Equal((200, Code), (answer.Status, answer.Json.GetProperty("validationResponse").GetString()));
    }

    [Theory]
    [InlineData("+14155550101", "{0}", "messageId from to message receivedTimestamp")]
    [InlineData("+14155550102", "[{0}]", "messageId from to message receivedTimestamp")]
    [InlineData("+14155550103", "[{0}]", "MessageId From To Message ReceivedTimestamp")]
    [InlineData("+14155550104", "[{0},{0}]", "MessageId From To Message ReceivedTimestamp")]
    public async Task Text_in_either_casing_single_or_in_an_array_stands_in_the_thread_once(string from, string form, string names)
    {
        var at = HostedClinic.Now().ToString("O");
        var values = new[] { $"Incoming_{from[1..]}", from, TestClinic.LineNumber, "May I come at four?", at };
        var data = names.Split(' ').Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
        var one = JsonSerializer.Serialize(new { id = "e1", eventType = "Microsoft.Communication.SMSReceived", eventTime = at, data });
        var body = form.Replace("{0}", one, StringComparison.Ordinal);
        Assert.Equal(202, (await clinic.DeliverAsync(body)).Status);
        Assert.Equal(202, (await clinic.DeliverAsync(body)).Status);
        var thread = await clinic.ThreadOf(await clinic.ConversationOf(from));
        Assert.Equal("May I come at four?", Assert.Single(thread, m => m.GetProperty("direction").GetString() == "in").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("+14155550110", "")]
    [InlineData("+14155550111", " \n")]
    [InlineData("+14155550112", "مرحبا \u202Eabc\u202C")]
    [InlineData("+14155550113", "👩🏽‍⚕️😀")]
    [InlineData("+14155550114", "\0\u0007'\"<script>")]
    public async Task Text_of_any_words_is_taken_and_read_as_written(string from, string words)
    {
        var thread = await clinic.ThreadOf(await clinic.TextAsync(from, words));
        Assert.Equal(words, thread.Single(m => m.GetProperty("direction").GetString() == "in").GetProperty("text").GetString());
    }

    // Each of them made the program answer 500 at every delivery once, or could.
    [Theory]
    [InlineData("+14155550115", "a")]
    [InlineData("+14155550116", "STOP!")]
    [InlineData("+14155550117", "please stop texting me ")]
    public async Task Text_of_a_megabyte_is_taken_whole(string from, string unit)
    {
        var words = unit + new string('!', 1 << 20);
        var thread = await clinic.ThreadOf(await clinic.TextAsync(from, words));
        Assert.Equal(words, thread.Single(m => m.GetProperty("direction").GetString() == "in").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Text_with_half_a_character_is_taken()
    {
        const string From = "+14155550118";
        var json = AcsJson.Sms("Incoming_half", "WORDS", From, at: HostedClinic.Now()).Replace("WORDS", """a\ud83db""", StringComparison.Ordinal);
        Assert.Equal(202, (await clinic.DeliverAsync(json)).Status);
        var thread = await clinic.ThreadOf(await clinic.ConversationOf(From));
        Assert.Equal("a\uFFFDb", thread.Single(m => m.GetProperty("direction").GetString() == "in").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("CHIPOTLE")]
    [InlineData("12345")]
    [InlineData("+442071838750")]
    public async Task Sender_that_is_no_number_here_is_kept_and_can_be_read(string from) =>
        Assert.Contains(await clinic.ThreadOf(await clinic.TextAsync(from, "Hello", $"Incoming_{from.TrimStart('+')}")), m => m.GetProperty("text").GetString() == "Hello");

    // What cannot be a message goes to quarantine: delivered again it would be no better.
    [Theory]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[]")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived"}""")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived","data":{"messageId":"m"}}""")]
    [InlineData("""{"\ud800":1,"eventType":"Microsoft.Communication.SMSReceived","data":{}}""")]
    [InlineData("""{"eventType":"Microsoft.Communication.ChatMessageReceived","data":{}}""")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"messageId":"m","deliveryStatus":"Delivered","receivedTimestamp":"2026-01-01T00:00:00Z","tag":"not ours"}}""")]
    public async Task Event_that_is_no_text_is_acknowledged(string body)
    {
        Assert.Equal(202, (await clinic.DeliverAsync(body)).Status);
        Assert.Equal(202, (await clinic.DeliverAsync(body, function: "DeliveryReports")).Status);
    }

    [Fact]
    public async Task Text_with_a_hostile_piece_is_acknowledged_and_does_not_hold_up_its_batch()
    {
        const string Good = "+14155550119";
        var now = HostedClinic.Now();
        string[] events =
        [
            AcsJson.Sms(new string('a', 129), "Hello", "+14155550120", at: now),
            AcsJson.Sms("a b\",\"action\":\"x", "Hello", "+14155550120", at: now),
            AcsJson.Sms("Incoming_from", "Hello", new string('9', 100_000), at: now),
            AcsJson.Sms("Incoming_old", "Hello", "+14155550120", at: DateTimeOffset.MinValue),
            AcsJson.Sms("Incoming_new", "Hello", "+14155550120", at: DateTimeOffset.MaxValue),
            AcsJson.Sms("Incoming_line", "Hello", "+14155550120", to: "+12065550199", at: now),
            AcsJson.Sms("Incoming_good", "Hello", Good, at: now),
        ];
        Assert.Equal(202, (await clinic.DeliverAsync($"[{string.Join(',', events)}]")).Status);
        Assert.Contains(await clinic.ThreadOf(await clinic.ConversationOf(Good)), m => m.GetProperty("text").GetString() == "Hello");
    }

    [Theory]
    [InlineData("", 500)]
    [InlineData("hello", 500)]
    [InlineData("1", 500)]
    public async Task Body_that_is_no_event_is_answered_as_the_host_does(string body, int status) =>
        Assert.Equal(status, (await clinic.DeliverAsync(body)).Status);

    [Fact]
    public async Task Unknown_function_or_kind_of_event_is_answered_as_the_host_does()
    {
        Assert.Equal(404, (await clinic.DeliverAsync("[]", function: "Nothing")).Status);
        Assert.Equal(400, (await clinic.DeliverAsync("[]", kind: "Something")).Status);
    }

    [Fact]
    public async Task Report_for_an_answer_is_seen_in_the_thread_and_a_restart_keeps_everything()
    {
        const string From = "+14155550121";
        var id = await clinic.TextAsync(From, "May I come at four?");
        var sent = await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "Four is fine.", idempotencyKey = "k" });
        var message = sent.Json.GetProperty("id").GetString()!;
        var report = AcsJson.Report("Outgoing_x", $"{id}.{message}", "Delivered", "2000: delivered", HostedClinic.Now());
        Assert.Equal(202, (await clinic.DeliverAsync(report, function: "DeliveryReports")).Status);

        var before = await clinic.ThreadOf(id);
        Assert.Equal("delivered", before.Single(m => m.GetProperty("id").GetString() == message).GetProperty("status").GetString());
        await clinic.RestartAsync();
        Assert.Equal(before.Select(m => m.GetRawText()), (await clinic.ThreadOf(id)).Select(m => m.GetRawText()));
        Assert.Equal(202, (await clinic.PostAsync($"api/conversations/{id}/messages", new { text = "See you.", idempotencyKey = "k2" })).Status);
        Assert.Equal(before.Count + 1, (await clinic.ThreadOf(id)).Count);
    }
}
