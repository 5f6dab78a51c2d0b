using SecureText.Harness;
using SecureText.Texting;

namespace SecureText.Consent;

public class ConsentLedgerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Form_signed_after_a_STOP_counts_for_the_classes_it_names_and_no_others()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await SignAsync(clinic, MessageClass.Conversation, MessageClass.Appointments);
        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "STOP", at: TestClinic.Noon.AddMinutes(1)));
        clinic.Time.Advance(TimeSpan.FromMinutes(1));

        var state = await SignAsync(clinic, MessageClass.Billing);

        Assert.Equal([MessageClass.Billing], Enum.GetValues<MessageClass>().Where(state.Allows));
    }

    [Fact]
    public async Task Form_that_another_process_has_stored_meanwhile_is_answered_by_what_counts_now()
    {
        var transport = new FaultTransport(new FaultPoints());
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        await using var other = clinic.Beside();
        transport.Before(async (_, body) =>
        {
            if (!body.Contains("C|", StringComparison.Ordinal)) return false;
            await SignAsync(other, MessageClass.Billing);
            return true;
        });

        var state = await SignAsync(clinic, MessageClass.Billing);

        Assert.True(state.Allows(MessageClass.Billing));
        Assert.Contains(clinic.Journal.Entries, e => e is { Action: "consent.record", Outcome: "repeated" });
    }

    private static async Task<ConsentState> SignAsync(TestClinic clinic, params MessageClass[] classes)
    {
        var form = new ConsentRecord(
            ConsentChange.Granted, classes, ConsentSource.Form, clinic.Time.GetUtcNow(), clinic.Staff.Actor,
            new MessageText("I agree to texts."));
        var recorded = await clinic.Get<ConsentLedger>().RecordAsync(
            PhoneNumber.Parse(TestClinic.Patient), form, "r1", CancellationToken.None);
        return recorded!.Value.State;
    }
}
