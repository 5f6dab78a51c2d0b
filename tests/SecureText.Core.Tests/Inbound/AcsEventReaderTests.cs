using System.Text.Json;
using SecureText.Audit;

namespace SecureText.Inbound;

public class AcsEventReaderTests
{
    private const string Data =
        """{"messageId":"Incoming_1","from":"+12065550123","to":"+12065550100","message":"Hello","receivedTimestamp":"2026-11-18T20:00:00.1234567Z","segmentCount":1}""";

    private const string Pascal =
        """{"MessageId":"Incoming_1","From":"+12065550123","To":"+12065550100","Message":"Hello","ReceivedTimestamp":"2026-11-18T20:00:00.1234567Z"}""";

    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 18, 20, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    [Theory]
    [InlineData("""{"id":"e1","eventType":"Microsoft.Communication.SMSReceived","eventTime":"2026-11-18T20:00:01Z","data":DATA}""", Data)]
    [InlineData("""{"id":"e1","eventType":"Microsoft.Communication.SMSReceived","eventTime":"2026-11-18T20:00:01Z","data":DATA}""", Pascal)]
    [InlineData("""{"Id":"e1","EventType":"microsoft.communication.smsreceived","EventTime":"2026-11-18T20:00:01Z","Data":DATA}""", Pascal)]
    [InlineData("""{"specversion":"1.0","id":"e1","type":"Microsoft.Communication.SMSReceived","time":"2026-11-18T20:00:01Z","source":"x","data":DATA}""", Data)]
    [InlineData("""{"specversion":"1.0","id":"e1","type":"Microsoft.Communication.SMSReceived","time":"2026-11-18T20:00:01Z","source":"x","data":DATA}""", Pascal)]
    public void Read_text_in_either_schema_and_casing_is_the_same_text(string envelope, string data)
    {
        var sms = Sms(envelope.Replace("DATA", data, StringComparison.Ordinal));
        Assert.Equal(
            ("Incoming_1", "+12065550123", "+12065550100", "Hello", At), (sms.Id, sms.From, sms.To, sms.Text.Value, sms.At));
    }

    [Theory]
    [InlineData("""{"messageId":"Outgoing_1","deliveryStatus":"Delivered","deliveryStatusDetails":"No error.","receivedTimestamp":"2026-11-18T20:00:00Z","tag":"t"}""", "Delivered", null, "t")]
    [InlineData("""{"MessageId":"Outgoing_1","DeliveryStatus":"Failed","DeliveryStatusDetails":" 4007: opted out","ReceivedTimestamp":"2026-11-18T20:00:00Z","Tag":"t"}""", "Failed", "4007", "t")]
    [InlineData("""{"messageId":"Outgoing_1","deliveryStatus":"Failed","deliveryStatusDetails":null,"receivedTimestamp":"2026-11-18T20:00:00Z","Tag":"t"}""", "Failed", null, "t")]
    [InlineData("""{"messageId":"Outgoing_1","deliveryStatus":"Failed +12065550123","deliveryStatusDetails":"1234567","receivedTimestamp":"2026-11-18T20:00:00Z"}""", "other", null, null)]
    public void Read_report_gives_status_code_and_tag(string data, string status, string? code, string? tag) =>
        Assert.Equal(
            new AcsEvent.DeliveryReport("Outgoing_1", status, code, tag, new DateTimeOffset(2026, 11, 18, 20, 0, 0, TimeSpan.Zero)),
            AcsEventReader.Read($$"""{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{{data}}}"""));

    [Theory]
    [InlineData("from", "to")]
    [InlineData("From", "To")]
    public void Read_report_gives_both_numbers_and_shows_neither(string from, string to)
    {
        var json = $$$"""{"eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"messageId":"Outgoing_1","{{{from}}}":"+12065550100","{{{to}}}":"+12065550123","deliveryStatus":"Failed","receivedTimestamp":"2026-11-18T20:00:00Z"}}""";
        var report = Assert.IsType<AcsEvent.DeliveryReport>(AcsEventReader.Read(json));
        Assert.Equal(("+12065550100", "+12065550123"), (report.From, report.To));
        Assert.Equal("DeliveryReport Outgoing_1", report.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"eventType":5}""")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived"}""")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived","data":null}""")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived","data":"x"}""")]
    [InlineData("""{"eventType":"Microsoft.Communication.SMSReceived","data":[]}""")]
    [InlineData("""{"\ud800":1,"eventType":"Microsoft.Communication.SMSReceived","data":{}}""")]
    public void Read_what_is_no_event_is_malformed(string json) => IsMalformed(AcsEventReader.Read(json));

    [Theory]
    [InlineData("messageId")]
    [InlineData("from")]
    [InlineData("to")]
    [InlineData("message")]
    [InlineData("receivedTimestamp")]
    public void Read_text_with_a_missing_or_wrong_piece_is_malformed(string piece)
    {
        IsMalformed(AcsEventReader.Read(With(data => data.Remove(piece))));
        IsMalformed(AcsEventReader.Read(With(data => data[piece] = null)));
        IsMalformed(AcsEventReader.Read(With(data => data[piece] = 12065550123)));
        IsMalformed(AcsEventReader.Read(With(data => data[piece] = new List<string> { "x" })));
    }

    [Fact]
    public void Read_missing_id_and_time_come_from_the_envelope()
    {
        var sms = Sms(With(data => (data.Remove("messageId"), data.Remove("receivedTimestamp")), "e1", "2026-11-18T20:00:01Z"));
        Assert.Equal(("e1", new DateTimeOffset(2026, 11, 18, 20, 0, 1, TimeSpan.Zero)), (sms.Id, sms.At));
    }

    [Theory]
    [InlineData("Incoming 1")]
    [InlineData("+12065550123")]
    [InlineData("12065550123")]
    [InlineData("206-555-0123")]
    [InlineData("Ada Sample")]
    [InlineData("a\nb")]
    [InlineData("a\",\"action\":\"x")]
    [InlineData("ä")]
    [InlineData("\ud800")]
    [InlineData("")]
    public void Read_id_that_could_carry_words_is_malformed(string id) =>
        IsMalformed(AcsEventReader.Read(With(data => data["messageId"] = id)));

    [Theory]
    [InlineData("Microsoft.Communication.CallStarted", "Microsoft.Communication.CallStarted")]
    [InlineData("12065550123", "other")]
    [InlineData("Ada Sample", "other")]
    public void Read_type_that_could_carry_words_is_not_repeated(string type, string told) =>
        Assert.Equal(new AcsEvent.Other(told), AcsEventReader.Read($$"""{"eventType":"{{type}}"}"""));

    [Theory]
    [InlineData(Opaque.MaxLength, true)]
    [InlineData(Opaque.MaxLength + 1, false)]
    public void Read_id_is_taken_only_when_the_journal_takes_it(int length, bool taken)
    {
        var read = AcsEventReader.Read(With(data => data["messageId"] = new string('a', length)));
        if (!taken) IsMalformed(read);
        else Assert.True(Opaque.Fits(Assert.IsType<AcsEvent.SmsReceived>(read).Id));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1600-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("20:00")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void Read_time_that_cannot_be_is_malformed(string time) =>
        IsMalformed(AcsEventReader.Read(With(data => data["receivedTimestamp"] = time)));

    [Theory]
    [InlineData("2026-11-18T14:00:00.1234567-06:00")]
    [InlineData("2026-11-18T20:00:00.1234567+00:00")]
    [InlineData("2026-11-18T20:00:00.1234567")]
    public void Read_time_in_any_form_is_the_same_instant(string time) =>
        Assert.Equal(At, Sms(With(data => data["receivedTimestamp"] = time)).At);

    [Fact]
    public void Read_sender_that_is_too_long_is_malformed() =>
        IsMalformed(AcsEventReader.Read(With(data => data["from"] = new string('9', 65))));

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("مرحبا، هل يمكنني القدوم؟ \u202Eabc\u202C")]
    [InlineData("👩🏽‍⚕️ ok 😀")]
    [InlineData("\0 \u0007 \\ \" /")]
    public void Read_words_come_as_they_were_written(string words) =>
        Assert.Equal(words, Sms(With(data => data["message"] = words)).Text.Value);

    [Theory]
    [InlineData("""a\ud83db""", "a\uFFFDb")]
    [InlineData("""a\ude00b""", "a\uFFFDb")]
    [InlineData("""\ude00\ud83d""", "\uFFFD\uFFFD")]
    [InlineData("""\ud83d\ude00\ud83d""", "😀\uFFFD")]
    [InlineData("""\ud83d\n\t\r\b\f\"\\\/\u0041é""", "\uFFFD\n\t\r\b\f\"\\/Aé")]
    public void Read_half_a_character_is_marked_and_the_rest_stays(string escaped, string words) =>
        Assert.Equal(words, Sms(With(data => data["message"] = "WORDS").Replace("WORDS", escaped, StringComparison.Ordinal)).Text.Value);

    [Fact]
    public void Read_half_a_character_outside_an_escape_is_malformed() =>
        IsMalformed(AcsEventReader.Read(With(data => data["message"] = "WORDS").Replace("WORDS", "a\ud83db", StringComparison.Ordinal)));

    [Fact]
    public void Read_a_megabyte_is_whole() => Assert.Equal(1 << 20, Sms(With(data => data["message"] = new string('a', 1 << 20))).Text.Value.Length);

    [Fact]
    public void Read_property_that_stands_twice_counts_once_and_always_the_same()
    {
        var json = Text(Data.Replace("\"message\":\"Hello\"", "\"message\":\"First\",\"Message\":\"Second\"", StringComparison.Ordinal));
        Assert.Equal("First", Sms(json).Text.Value);
    }

    [Fact]
    public void Read_nesting_too_deep_is_malformed() =>
        IsMalformed(AcsEventReader.Read(Text(new string('[', 10_000) + new string(']', 10_000))));

    [Theory]
    [InlineData("Microsoft.EventGrid.SubscriptionDeletedEvent", "Microsoft.EventGrid.SubscriptionDeletedEvent")]
    [InlineData("Ada Sample +12065550123", "other")]
    public void Read_other_kind_is_named_only_by_plain_words(string type, string named) =>
        Assert.Equal(new AcsEvent.Other(named), AcsEventReader.Read(JsonSerializer.Serialize(new { eventType = type, data = 1 })));

    [Fact]
    public void ToString_of_a_text_shows_neither_number_nor_words()
    {
        var shown = Sms(Text(Data)).ToString();
        Assert.DoesNotContain("Hello", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("5550123", shown, StringComparison.Ordinal);
    }

    private static AcsEvent.SmsReceived Sms(string json) => Assert.IsType<AcsEvent.SmsReceived>(AcsEventReader.Read(json));

    // The problem goes to the journal and the log, so it must be one of our own words.
    private static void IsMalformed(AcsEvent read) =>
        Assert.True(Opaque.Fits(Assert.IsType<AcsEvent.Malformed>(read).Problem.Replace(' ', '-')));

    private static string Text(string data) => $$"""{"eventType":"Microsoft.Communication.SMSReceived","data":{{data}}}""";

    private static string With(Action<Dictionary<string, object?>> change)
    {
        var data = JsonSerializer.Deserialize<Dictionary<string, object?>>(Data)!;
        change(data);
        return Text(JsonSerializer.Serialize(data));
    }

    private static string With(Func<Dictionary<string, object?>, object> change, string id, string time)
    {
        var data = JsonSerializer.Deserialize<Dictionary<string, object?>>(Data)!;
        change(data);
        return JsonSerializer.Serialize(new { id, eventTime = time, eventType = "Microsoft.Communication.SMSReceived", data });
    }
}
