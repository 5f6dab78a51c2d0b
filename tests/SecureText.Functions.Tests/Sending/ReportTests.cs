using SecureText.Conversations;
using SecureText.Harness;

namespace SecureText.Sending;

/// <summary>Delivery reports: twice, too early, too late, for nobody.</summary>
public class ReportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Report_of_an_opted_out_number_withdraws()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var greeting = clinic.Carrier.Sent.Single();
        await clinic.DeliverAsync(AcsJson.Report("Report_1", greeting.Tag, "Failed", "4007: The recipient has opted out."));

        var refused = Assert.IsType<StaffSend.Refused>(await clinic.AnswerAsync(TestClinic.Patient, "Hello again"));
        Assert.Equal(SendReason.ConsentWithdrawn, refused.Reason);
        Assert.Equal((MessageStatus.Failed, "4007"), await GreetingAsync(clinic));
    }

    [Fact]
    public async Task Report_for_an_unknown_text_is_accepted_and_journaled()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var tag = clinic.Carrier.Sent.Single().Tag;
        var ofNoText = tag[..^22] + new string('A', 22);

        await clinic.DeliverAsync(
            AcsJson.Report("Report_1", "not ours", "Delivered", "2000"), AcsJson.Report("Report_2", ofNoText, "Failed", "4007"));

        Assert.Equal(["unknown", "unknown"],
            clinic.Journal.Entries.Where(e => e.Action == "message.report").Select(e => e.Outcome));
    }

    [Fact]
    public async Task Older_report_does_not_undo_a_delivery()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        var tag = clinic.Carrier.Sent.Single().Tag;
        var delivered = AcsJson.Report("Report_1", tag, "Delivered", "2000: No error.");

        await clinic.DeliverAsync(delivered);
        await clinic.DeliverAsync(delivered, AcsJson.Report("Report_2", tag, "Failed", "4006: No way."));

        Assert.Equal((MessageStatus.Delivered, null), await GreetingAsync(clinic));
    }

    [Fact]
    public async Task Report_that_overtakes_the_carriers_answer_stays()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await using var other = clinic.Beside();
        clinic.Carrier.After = sent =>
            other.DeliverAsync(AcsJson.Report("Report_1", sent.Tag, "Delivered", "2000: No error.")).GetAwaiter().GetResult();

        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));

        Assert.Equal((MessageStatus.Delivered, null), await GreetingAsync(clinic));
    }

    private static async Task<(MessageStatus, string?)> GreetingAsync(TestClinic clinic)
    {
        var greeting = (await clinic.ThreadOf(TestClinic.Patient))[1].Message;
        return (greeting.Status, greeting.Reason);
    }
}
