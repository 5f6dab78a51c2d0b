using SecureText.Conversations;
using SecureText.Harness;

namespace SecureText.Inbound;

public class DeliveryOutcomesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Report_that_no_report_will_come_leaves_the_text_sent_and_is_not_journalled_as_failed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        clinic.Carrier.Answer = _ => new Carriers.CarrierReply.Unavailable("503", TimeSpan.Zero);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var greeting = clinic.Carrier.Calls[0];
        await clinic.DeliverAsync(AcsJson.Report("Outgoing_1", greeting.Tag, "Failed", "5002: no reports"));

        Assert.Contains(await clinic.ThreadOf(TestClinic.Patient), m => m.Message.Status == MessageStatus.Sent);
        Assert.Equal("sent", clinic.Journal.Entries.Last(e => e.Action == "message.report").Outcome);
    }

    [Fact]
    public async Task Opt_out_that_the_carrier_dates_in_the_future_does_not_outlive_a_start()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var report = AcsJson.Report("Outgoing_1", clinic.Carrier.Sent[0].Tag, "Failed", "4007: opted out", TestClinic.Noon.AddYears(1));
        await clinic.DeliverAsync(report);
        var refused = Assert.IsType<Sending.StaffSend.Refused>(await clinic.AnswerAsync(TestClinic.Patient, "Hello", "k1"));
        Assert.Equal("consent-withdrawn", refused.Reason.Code);

        clinic.Time.Advance(TimeSpan.FromMinutes(5));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "START", at: TestClinic.Noon.AddMinutes(5)));
        Assert.IsType<Sending.StaffSend.Taken>(await clinic.AnswerAsync(TestClinic.Patient, "Hello", "k2"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("not ours", false)]
    [InlineData("not ours", true)]
    public async Task Opt_out_without_a_tag_of_ours_withdraws_the_number(string tag, bool swapped)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var report = AcsJson.Report("Outgoing_1", tag, "Failed", "4007: opted out");
        if (swapped)
        {
            report = report.Replace("\"from\"", "\"x\"", StringComparison.Ordinal)
                .Replace("\"to\"", "\"from\"", StringComparison.Ordinal).Replace("\"x\"", "\"to\"", StringComparison.Ordinal);
        }

        await clinic.DeliverAsync(report);

        var refused = Assert.IsType<Sending.StaffSend.Refused>(await clinic.AnswerAsync(TestClinic.Patient, "Hello", "k1"));
        Assert.Equal("consent-withdrawn", refused.Reason.Code);
        var entry = clinic.Journal.Entries.Last(e => e.Action == "message.report");
        Assert.Equal((await clinic.ConversationOf(TestClinic.Patient)).Value, Assert.Single(entry.Subjects));
    }

    [Fact]
    public async Task Opt_out_that_is_reported_after_a_start_does_not_outlive_it()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var tag = clinic.Carrier.Sent[0].Tag;
        clinic.Time.Advance(TimeSpan.FromMinutes(5));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "START", at: TestClinic.Noon.AddMinutes(5)));
        clinic.Time.Advance(TimeSpan.FromMinutes(5));

        await clinic.DeliverAsync(AcsJson.Report("Outgoing_1", tag, "Failed", "4007: opted out", TestClinic.Noon.AddMinutes(10)));

        Assert.IsType<Sending.StaffSend.Taken>(await clinic.AnswerAsync(TestClinic.Patient, "Hello", "k1"));
    }
}
