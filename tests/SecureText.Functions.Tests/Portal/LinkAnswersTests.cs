using SecureText.Carriers;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Sending;
using SecureText.Storage;

namespace SecureText.Portal;

/// <summary>What a secure message means for who waits, and what stays of one that is called back.</summary>
public class LinkAnswersTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Words = "For Jane only.";

    [Fact]
    public async Task Text_that_came_after_what_the_writer_saw_stays_unanswered()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var seen = (await clinic.ThreadOf(TestClinic.Patient))[^1].Message.Id;
        clinic.Time.Advance(TimeSpan.FromMinutes(2));
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_2", "And my chest hurts", at: TestClinic.Noon.AddMinutes(1)));
        var waiting = (await HeadAsync(run)).UnansweredSince;
        Assert.NotNull(waiting);
        await SendAsync(run, seen);
        Assert.Equal(waiting, (await HeadAsync(run)).UnansweredSince);
    }

    [Fact]
    public async Task Link_called_back_opens_nothing_and_the_patient_waits_again_as_long_as_before()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var run = await PortalRun.StartAsync(clinic);
        var waiting = (await HeadAsync(run)).UnansweredSince;
        Assert.NotNull(waiting);
        clinic.Carrier.Answer = _ => new CarrierReply.Unavailable("503", TimeSpan.FromMinutes(5));
        var made = await SendAsync(run, null);
        Assert.Null((await HeadAsync(run)).UnansweredSince);

        for (var n = 0; n < 2; n++)
        {
            Assert.Equal(CallBack.Done, await clinic.Get<CalledBackTexts>().CallBackAsync(
                run.Conversation, made.Message, clinic.Staff, CancellationToken.None));
        }

        Assert.Equal(waiting, (await HeadAsync(run)).UnansweredSince);
        var posted = (await clinic.ThreadOf(TestClinic.Patient)).Single(m => m.Text == Words).Message;
        Assert.Equal((MessageStatus.Suppressed, CalledBackTexts.Reason), (posted.Status, posted.Reason));
        Assert.False(PatientThread.IsHis(posted, run.PatientId, isAlone: true));
        var link = await clinic.Get<PortalStore>().FindAsync(made.Link, CancellationToken.None);
        Assert.Equal(LinkState.Revoked, link!.Link.StateAt(clinic.Time.GetUtcNow()));
    }

    private static async Task<LinkSend.Made> SendAsync(PortalRun run, MessageId? seen) => Assert.IsType<LinkSend.Made>(
        await run.Clinic.Get<SecureLinks>().SendAsync(
            run.Conversation,
            run.Clinic.Staff,
            new LinkRequest(run.PatientId, LinkKind.Thread, null, Words, "k") { Seen = seen },
            CancellationToken.None));

    private static async Task<ConversationHead> HeadAsync(PortalRun run) =>
        (await run.Clinic.Get<ConversationStore>().FindAsync(run.Conversation, CancellationToken.None))!.Head;
}
