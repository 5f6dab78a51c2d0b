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
