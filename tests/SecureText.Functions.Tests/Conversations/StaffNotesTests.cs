using SecureText.Api.Access;
using SecureText.Harness;
using SecureText.Staff;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Conversations;

public class StaffNotesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Note_stands_in_the_thread_goes_nowhere_and_changes_nothing_of_the_conversation()
    {
        await using var clinic = await ClinicAsync();
        var before = await HeadAsync(clinic);
        var calls = clinic.Carrier.Calls.Count;

        await WriteAsync(clinic, "Called back, no answer.", []);
        await clinic.TickAsync(TimeSpan.FromMinutes(5));

        var (note, words) = (await clinic.ThreadOf(TestClinic.Patient))[^1];
        Assert.Equal(("Called back, no answer.", MessageChannel.Note, MessageStatus.Noted), (words, note.Channel, note.Status));
        Assert.Equal(before, await HeadAsync(clinic));
        Assert.Equal(calls, clinic.Carrier.Calls.Count);
        Assert.Contains(clinic.Journal.Entries, e => e is { Action: "note.write", Outcome: "done" });
    }

    [Fact]
    public async Task Mention_is_there_until_its_person_has_opened_the_thread()
    {
        await using var clinic = await ClinicAsync();
        var note = await WriteAsync(clinic, "Please look.", ["u2", "u3"]);
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var mentions = clinic.Get<Mentions>();

        var mention = Assert.Single(await mentions.ReadAsync("u2", CancellationToken.None));
        Assert.Equal((id, note, "u1", clinic.Time.GetUtcNow()), (mention.Conversation, mention.Message, mention.By, mention.At));
        await mentions.ClearAsync("u2", id, CancellationToken.None);
        await mentions.ClearAsync("u2", id, CancellationToken.None);

        Assert.Empty(await mentions.ReadAsync("u2", CancellationToken.None));
        Assert.Equal(1, await mentions.CountAsync("u3", CancellationToken.None));
        Assert.Equal(0, await mentions.CountAsync("u", CancellationToken.None));
        Assert.False(await Faults.EndState.HasPromisesAsync(clinic));
    }

    [Fact]
    public async Task Mention_that_a_stranger_wrote_into_the_table_is_not_shown()
    {
        await using var clinic = await ClinicAsync();
        await WriteAsync(clinic, "Please look.", ["u2"]);
        var table = clinic.Storage().Inbox;
        await foreach (var row in table.QueryAsync<Azure.Data.Tables.TableEntity>("PartitionKey eq 'mentions|u2'"))
        {
            row["By"] = "staff:u9";
            await table.UpdateEntityAsync(row, row.ETag, Azure.Data.Tables.TableUpdateMode.Replace);
        }

        Assert.Empty(await clinic.Get<Mentions>().ReadAsync("u2", CancellationToken.None));
    }

    [Fact]
    public async Task Note_written_twice_with_one_key_is_one_note_and_another_note_needs_another()
    {
        await using var clinic = await ClinicAsync();
        var first = await WriteAsync(clinic, "Please look.", ["u2"]);
        Assert.Equal(first, await WriteAsync(clinic, "Please look.", ["u2"]));
        Assert.IsType<StaffNote.KeyReused>(await TryAsync(clinic, "Please look.", ["u3"]));
        Assert.IsType<StaffNote.KeyReused>(await TryAsync(clinic, "Look.", ["u2"]));
        Assert.Single(await clinic.ThreadOf(TestClinic.Patient), m => m.Message.Channel == MessageChannel.Note);
    }

    private async Task<TestClinic> ClinicAsync()
    {
        var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "May I come at four?"));
        await clinic.TickAsync(TimeSpan.FromMinutes(2));
        return clinic;
    }

    private static async Task<MessageId> WriteAsync(TestClinic clinic, string text, string[] to) =>
        Assert.IsType<StaffNote.Written>(await TryAsync(clinic, text, to)).Id;

    private static async Task<StaffNote> TryAsync(TestClinic clinic, string text, string[] to) => await clinic.Get<StaffNotes>().WriteAsync(
        await clinic.ConversationOf(TestClinic.Patient), new StaffMember("u1", Role.Member), new MessageText(text), to, "k1",
        CancellationToken.None);

    private static async Task<ConversationHead> HeadAsync(TestClinic clinic) => (await clinic.Get<ConversationStore>().FindAsync(
        await clinic.ConversationOf(TestClinic.Patient), CancellationToken.None))!.Head;
}
