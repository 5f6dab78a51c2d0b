using SecureText.Harness;

namespace SecureText.Audit;

public class RefusalJournalTests
{
    private readonly ManualTime time = new(TestClinic.Noon);
    private readonly TestJournal stored = new();

    [Fact]
    public async Task Refusals_of_one_kind_have_a_line_each_at_first_and_then_their_number()
    {
        var journal = new RefusalJournal(stored, time);
        for (var n = 0; n < 100; n++) await journal.AppendAsync(Entry(), CancellationToken.None);
        Assert.Equal(RefusalJournal.EachWritten, stored.Entries.Count);

        time.Advance(RefusalJournal.Together);
        await journal.AppendAsync(Entry("staff:u2"), CancellationToken.None);
        Assert.Equal(["staff:u1 not-yours:95-more", "staff:u2 not-yours"], stored.Entries.Skip(5).Select(e => $"{e.Actor} {e.Detail}"));
        Assert.Equal(("conversation.open", "refused", "c1"), (stored.Entries[5].Action, stored.Entries[5].Outcome, stored.Entries[5].Subjects[0]));
        Assert.Equal(time.GetUtcNow(), stored.Entries[5].At);
    }

    [Fact]
    public async Task Refusals_of_other_kinds_and_what_was_done_are_written()
    {
        var journal = new RefusalJournal(stored, time);
        for (var n = 0; n < 20; n++)
        {
            await journal.AppendAsync(Entry(conversation: $"c{n}"), CancellationToken.None);
            await journal.AppendAsync(Entry($"staff:a{n}"), CancellationToken.None);
            await journal.AppendAsync(Entry() with { Outcome = "done" }, CancellationToken.None);
        }

        Assert.Equal(60, stored.Entries.Count);
    }

    [Fact]
    public async Task Silent_journal_is_told_of_the_first_ones()
    {
        var journal = new RefusalJournal(stored, time);
        stored.Fails = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync(Entry(), CancellationToken.None));
    }

    private AuditEntry Entry(string actor = "staff:u1", string conversation = "c1") =>
        new(time.GetUtcNow(), actor, "conversation.open", [conversation], "refused", "r", "not-yours");
}
