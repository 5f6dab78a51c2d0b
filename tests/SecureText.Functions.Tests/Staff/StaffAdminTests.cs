using SecureText.Audit;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Staff;

public class StaffAdminTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly StaffActor By = new("staff:00112233445566778899aabb", "request-1");

    [Fact]
    public async Task Last_owner_stays_also_when_two_owners_shut_each_other_out_at_once()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await using var other = clinic.Beside();
        var first = await clinic.SignInAsync(Role.Owner);
        Assert.Equal(StaffOutcome.LastOwner, await ShutOutAsync(clinic, first.Id));
        var second = await clinic.SignInAsync(Role.Manager);
        await clinic.Get<StaffAdmin>().ChangeAsync(second.Id, null, Role.Owner, null, By, default);

        var outcomes = await Task.WhenAll(ShutOutAsync(clinic, second.Id), ShutOutAsync(other, first.Id));
        Assert.Equal([StaffOutcome.Done, StaffOutcome.LastOwner], outcomes.Order());
        Assert.Contains((await clinic.Get<StaffStore>().ReadAllAsync(default)).Persons, one => one is { Active: true, Role: Role.Owner });
    }

    [Fact]
    public async Task Change_of_staff_is_journaled_with_what_and_by_whom_and_without_names()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var entries = clinic.Journal.Entries.Count;
        var admin = clinic.Get<StaffAdmin>();
        await admin.ChangeAsync(member.Id, "Mia Married", Role.Manager, null, By, default);
        Assert.Equal(1, await admin.EndSignInsAsync(member.Id, By, default));
        await admin.ChangeAsync(member.Id, null, null, false, By, default);

        var written = clinic.Journal.Entries.Skip(entries).ToList();
        Assert.Equal(
            [("staff.changed", "role=manager|name"), ("staff.sign-ins-ended", "ended=1"), ("staff.changed", "shut-out")],
            written.Where(e => e.Outcome == "done").Select(e => (e.Action, e.Detail)));
        Assert.Equal(["staff.changed", "staff.sign-ins-ended", "staff.changed"], written.Where(e => e.Outcome == "attempted").Select(e => e.Action));
        Assert.All(written, e => Assert.Equal((By.Actor, $"staff:{member.Id}", By.Correlation), (e.Actor, Assert.Single(e.Subjects), e.Correlation)));
        Assert.Equal("Mia Married", await clinic.Get<StaffNames>().FindAsync(member.Id.Value, default));
    }

    [Fact]
    public async Task Change_of_staff_that_the_journal_does_not_know_does_not_come_about()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var admin = clinic.Get<StaffAdmin>();
        var before = await clinic.Get<StaffStore>().FindAsync(member.Id, default);
        clinic.Journal.Fails = true;

        await Assert.ThrowsAsync<JournalUnavailableException>(() => admin.ChangeAsync(member.Id, null, Role.Manager, null, By, default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => admin.EndSignInsAsync(member.Id, By, default));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => admin.AddAsync(
            TestStaff.EmailOf("new.person@clinic.example"), "New Person", Role.Member, By, default));

        Assert.Equal(before!.ETag, (await clinic.Get<StaffStore>().FindAsync(member.Id, default))!.ETag);
        Assert.Equal(2, (await clinic.Get<StaffStore>().ReadAllAsync(default)).Rows.Count);
    }

    [Fact]
    public async Task Person_whose_row_was_changed_is_not_sealed_anew()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var table = clinic.Storage().Staff;
        var row = (await table.GetEntityAsync<Azure.Data.Tables.TableEntity>("staff", $"M|{member.Id}")).Value;
        row["Role"] = "owner";
        await table.UpdateEntityAsync(row, row.ETag, Azure.Data.Tables.TableUpdateMode.Replace);
        var result = await clinic.Get<StaffAdmin>().ChangeAsync(member.Id, "Mia", null, true, By, default);
        Assert.Equal(StaffOutcome.Damaged, result.Outcome);
    }

    [Fact]
    public async Task Names_are_read_once_a_minute_and_once_more_for_somebody_new()
    {
        var counter = new CountingPolicy();
        await using var clinic = await TestClinic.StartAsync(azurite, counter: counter);
        var member = await clinic.SignInAsync();
        var names = clinic.Get<StaffNames>();
        counter.Clear();
        for (var n = 0; n < 10; n++) Assert.Equal("Test Member", await names.FindAsync(member.Id.Value, default));
        Assert.Equal(1, Reads());
        for (var n = 0; n < 10; n++) Assert.Null(await names.FindAsync("00112233445566778899aabb", default));
        Assert.Equal(1, Reads());
        clinic.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await names.FindAsync("00112233445566778899aabb", default));
        Assert.Equal(2, Reads());

        int Reads() => counter.Requests.Count(request => request.EndsWith("/Staff()", StringComparison.Ordinal));
    }

    private static async Task<StaffOutcome> ShutOutAsync(TestClinic clinic, StaffId id) =>
        (await clinic.Get<StaffAdmin>().ChangeAsync(id, null, null, false, By, default)).Outcome;
}
