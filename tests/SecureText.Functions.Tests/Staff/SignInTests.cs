using Azure.Data.Tables;
using SecureText.Audit;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Staff;

/// <summary>Who comes in at a sign-in, and what the journal says of it.</summary>
public class SignInTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly StaffActor Test = new("system", "test");

    [Fact]
    public async Task First_owner_of_the_settings_becomes_owner_once()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        Assert.Equal("owner", (await clinic.RolesAsync(PlatformSignIn.FirstOwner))[0]);
        Assert.Equal("owner", (await clinic.RolesAsync(PlatformSignIn.FirstOwner))[0]);
        var all = (await clinic.Get<StaffStore>().ReadAllAsync(default)).Rows;
        Assert.Equal(Role.Owner, Assert.Single(all).Person.Role);
        Assert.Equal(["staff.added", "staff.added", "staff.sign-in", "staff.sign-in"], clinic.Journal.Entries.Select(e => e.Action));
    }

    [Fact]
    public async Task First_owner_whom_the_journal_does_not_take_is_nobody()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        clinic.Journal.Fails = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => clinic.RolesAsync(PlatformSignIn.FirstOwner));
        Assert.Empty((await clinic.Get<StaffStore>().ReadAllAsync(default)).Rows);
    }

    [Fact]
    public async Task First_owner_who_was_replaced_is_not_made_owner_again()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var first = await clinic.SignInAsync(Role.Owner);
        var second = await clinic.SignInAsync(Role.Manager);
        var admin = clinic.Get<StaffAdmin>();
        await admin.ChangeAsync(second.Id, null, Role.Owner, null, Test, default);
        Assert.Equal(StaffOutcome.Done, (await admin.ChangeAsync(first.Id, null, Role.Member, null, Test, default)).Outcome);
        Assert.Equal("member", (await clinic.RolesAsync(PlatformSignIn.FirstOwner))[0]);
        await admin.ChangeAsync(first.Id, null, null, false, Test, default);
        Assert.Equal(["unknown_person"], await clinic.RolesAsync(PlatformSignIn.FirstOwner));
    }

    [Fact]
    public async Task First_owner_who_was_shut_out_does_not_come_back_by_damage_to_the_owners_row()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var first = await clinic.SignInAsync(Role.Owner);
        var second = await clinic.SignInAsync(Role.Manager);
        var admin = clinic.Get<StaffAdmin>();
        await admin.ChangeAsync(second.Id, null, Role.Owner, null, Test, default);
        await admin.ChangeAsync(first.Id, null, null, false, Test, default);
        var staff = clinic.Storage().Staff;
        var row = await staff.QueryAsync<TableEntity>($"RowKey eq 'M|{second.Id.Value}'").SingleAsync();
        row["Role"] = "nobody";
        await staff.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        Assert.Equal(["unknown_person"], await clinic.RolesAsync(PlatformSignIn.FirstOwner));
    }

    [Fact]
    public async Task Two_first_sign_ins_at_once_make_one_owner()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await using var other = clinic.Beside();
        var answers = await Task.WhenAll(
            clinic.RolesAsync(PlatformSignIn.FirstOwner), other.RolesAsync(PlatformSignIn.FirstOwner));
        Assert.All(answers, roles => Assert.Equal("owner", roles[0]));
        Assert.Single((await clinic.Get<StaffStore>().ReadAllAsync(default)).Rows);
    }

    [Fact]
    public async Task Invited_person_is_bound_to_the_account_of_the_first_sign_in()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();

        // Somebody who got the address of a colleague who left is somebody else.
        var successor = Guid.Parse("44444444-4444-4444-8444-444444444444").ToString();
        Assert.Equal(["unknown_person"], await clinic.RolesAsync(PlatformSignIn.Member, successor));

        // The same account under a new address is the same person.
        var user = PlatformSignIn.User("mia.married@clinic.example", objectId: PlatformSignIn.ObjectIdOf(PlatformSignIn.Member));
        Assert.Equal("member", (await clinic.Get<StaffSignIns>().SignInAsync(user, "test", default))[0]);
        Assert.Equal($"staff:{member.Id}", clinic.Journal.Entries[^1].Actor);
    }

    [Theory]
    [InlineData("foreign_tenant")]
    [InlineData("no_second_factor")]
    [InlineData("unknown_person")]
    public async Task Refused_sign_in_gets_one_role_that_says_why_and_is_journaled(string marker)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.SignInAsync();
        var user = marker switch
        {
            "foreign_tenant" => PlatformSignIn.User(PlatformSignIn.Member, tenant: "22222222-2222-4222-8222-222222222222"),
            "no_second_factor" => PlatformSignIn.User(PlatformSignIn.Member, methods: ["pwd"]),
            _ => PlatformSignIn.User(PlatformSignIn.Stranger),
        };
        Assert.Equal([marker], await clinic.Get<StaffSignIns>().SignInAsync(user, "request-9", default));
        var entry = clinic.Journal.Entries[^1];
        Assert.Equal(
            ("staff.sign-in", "refused", marker.Replace('_', '-'), "request-9"),
            (entry.Action, entry.Outcome, entry.Detail, entry.Correlation));
        Assert.StartsWith("entra:", entry.Actor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_that_cannot_be_journaled_lets_nobody_in()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.SignInAsync(Role.Owner);
        clinic.Journal.Fails = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => clinic.RolesAsync(PlatformSignIn.FirstOwner));
    }

    [Fact]
    public async Task New_sign_in_leaves_the_live_ones_and_takes_away_the_old()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        clinic.Time.Advance(TimeSpan.FromMinutes(10));
        await clinic.RolesAsync(PlatformSignIn.Member);
        Assert.Equal(2, (await clinic.Get<SignInStore>().ReadAsync(member.Id, default)).Count);
        clinic.Time.Advance(TimeSpan.FromMinutes(6));
        await clinic.RolesAsync(PlatformSignIn.Member);
        Assert.Equal(2, (await clinic.Get<SignInStore>().ReadAsync(member.Id, default)).Count);
    }

    [Fact]
    public async Task Nothing_of_an_account_stands_in_the_journal_or_the_log()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.SignInAsync();
        await clinic.RolesAsync(PlatformSignIn.Stranger);
        var written = clinic.Logs.All + string.Join('\n', clinic.Journal.Entries);
        string[] canaries =
        [
            "clinic.example", "mia", "nora", "olivia", PlatformSignIn.UserIdOf(PlatformSignIn.Member),
            PlatformSignIn.ObjectIdOf(PlatformSignIn.Stranger), "s_",
        ];
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, written, StringComparison.OrdinalIgnoreCase));
    }
}
