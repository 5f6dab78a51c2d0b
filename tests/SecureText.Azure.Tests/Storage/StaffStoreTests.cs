using System.Text;
using Azure;
using Azure.Data.Tables;
using SecureText.Sealing;
using SecureText.Staff;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class StaffStoreTests(TableStorageFixture storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly SystemRandomSource Random = new();
    private static readonly StaffEmail Email = EmailOf("mia.member@clinic.example");

    [Fact]
    public async Task Person_is_found_by_id_address_and_object_and_opens()
    {
        using var process = await storage.StartAsync();
        var mia = await AddAsync(process, "Mia Member", Role.Manager, Email, "object1");
        var other = process.Beside();
        foreach (var row in new[]
        {
            await other.Staff.FindAsync(mia.Id, default), await other.Staff.FindByEmailAsync(Email, default),
            await other.Staff.FindByObjectAsync("object1", default), Assert.Single((await other.Staff.ReadAllAsync(default)).Rows),
        })
        {
            Assert.Equal((mia.Id, Role.Manager, true, true), (row!.Person.Id, row.Person.Role, row.Person.Active, row.IsWhole));
            Assert.Equal(("Mia Member", Email.Value), (await other.Staff.NameOfAsync(row, default), await other.Staff.EmailOfAsync(row, default)));
        }

        Assert.Null(await other.Staff.FindByEmailAsync(EmailOf("nora@clinic.example"), default));
        Assert.Null(await other.Staff.FindByObjectAsync("object2", default));
    }

    [Fact]
    public async Task Address_that_is_taken_is_told()
    {
        using var process = await storage.StartAsync();
        await AddAsync(process, "Mia", Role.Member, Email);
        var all = await process.Staff.ReadAllAsync(default);
        var second = new Person { Id = StaffId.New(Random), Role = Role.Owner };
        Assert.Equal(CommitOutcome.Exists, await process.Staff.AddAsync(all, second, Email, "Mallory", null, default));
        Assert.Null(await process.Staff.FindAsync(second.Id, default));
    }

    [Fact]
    public async Task Two_changes_of_roles_on_one_reading_are_one()
    {
        using var process = await storage.StartAsync();
        var olivia = await AddAsync(process, "Olivia", Role.Owner, EmailOf("olivia@clinic.example"));
        var otto = await AddAsync(process, "Otto", Role.Owner, EmailOf("otto@clinic.example"));
        var all = await process.Staff.ReadAllAsync(default);
        Task<CommitOutcome> ShutOutAsync(Person who)
        {
            var row = all.Rows.Single(one => one.Person.Id == who.Id);
            return process.Staff.ChangeAsync(row, row.Person with { Active = false }, new StaffChange { All = all }, default);
        }

        // Each leaves the other as owner, as it saw it; both together would leave none.
        Assert.Equal(CommitOutcome.Done, await ShutOutAsync(olivia));
        Assert.Equal(CommitOutcome.Conflict, await ShutOutAsync(otto));
        Assert.Contains((await process.Staff.ReadAllAsync(default)).Persons, one => one is { Active: true, Role: Role.Owner });
    }

    [Theory]
    [InlineData("Role", "owner")]
    [InlineData("Active", true)]
    [InlineData("Round", 0)]
    [InlineData("Attested", "texting:1")]
    [InlineData("Object", "object2")]
    public async Task Changed_row_gives_nobody_anything(string property, object value)
    {
        using var process = await storage.StartAsync();
        var mia = await AddAsync(process, "Mia", Role.Member, Email, "object1");
        var found = (await process.Staff.FindAsync(mia.Id, default))!;
        await process.Staff.ChangeAsync(found, mia with { Active = false, Round = 1 }, new StaffChange(), default);
        await ChangeAsync(process, $"M|{mia.Id}", entity => entity[property] = value);

        var row = (await process.Staff.FindAsync(mia.Id, default))!;
        Assert.Equal((false, Role.None, false), (row.IsWhole, row.Person.Role, row.Person.Active));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => process.Staff.ChangeAsync(row, row.Person with { Active = true }, new StaffChange(), default));
    }

    [Fact]
    public async Task Pointer_that_was_turned_to_somebody_else_leads_nowhere()
    {
        using var process = await storage.StartAsync();
        var mia = await AddAsync(process, "Mia", Role.Member, Email, "object1");
        var olivia = await AddAsync(process, "Olivia", Role.Owner, EmailOf("olivia@clinic.example"), "object2");
        await ChangeAsync(process, "O|object1", entity => entity["Staff"] = olivia.Id.Value);
        Assert.Null(await process.Staff.FindByObjectAsync("object1", default));

        // Nor one that was copied whole.
        var copy = (await process.Clients.Staff.GetEntityAsync<TableEntity>("staff", "O|object2")).Value;
        copy.RowKey = "O|object1";
        await process.Clients.Staff.UpsertEntityAsync(copy, TableUpdateMode.Replace);
        Assert.Null(await process.Staff.FindByObjectAsync("object1", default));
        Assert.NotEqual(mia.Id, olivia.Id);
    }

    [Fact]
    public async Task Name_of_another_row_does_not_open()
    {
        using var process = await storage.StartAsync();
        var mia = await AddAsync(process, "Mia", Role.Member, Email);
        var olivia = await AddAsync(process, "Olivia", Role.Owner, EmailOf("olivia@clinic.example"));
        var box = (await process.Staff.FindAsync(olivia.Id, default))!.NameBox;
        var row = (await process.Staff.FindAsync(mia.Id, default))!;
        Assert.Null(await process.Staff.NameOfAsync(row with { NameBox = box }, default));
    }

    [Fact]
    public async Task Attestation_is_written_once_and_a_changed_one_counts_as_damaged()
    {
        using var process = await storage.StartAsync();
        var mia = await AddAsync(process, "Mia", Role.Member, Email);
        var row = (await process.Staff.FindAsync(mia.Id, default))!;
        var record = new Attestation(mia.Id, "texting", 1, "Texting", "00", Noon);
        Assert.Equal(CommitOutcome.Done, await process.Staff.ChangeAsync(row, mia, new StaffChange { Attested = record }, default));
        row = (await process.Staff.FindAsync(mia.Id, default))!;
        var later = record with { At = Noon.AddDays(1) };
        Assert.Equal(CommitOutcome.Exists, await process.Staff.ChangeAsync(row, mia, new StaffChange { Attested = later }, default));
        Assert.Equal(record, Assert.Single((await process.Staff.ReadAttestedAsync(default)).Records));

        await ChangeAsync(process, $"A|{mia.Id}|texting|000001", entity => entity["At"] = Noon.AddDays(-1));
        var (records, damaged) = await process.Staff.ReadAttestedAsync(default);
        Assert.Equal((0, 1), (records.Count, damaged));
    }

    [Fact]
    public async Task Sign_in_is_found_by_its_secret_for_its_user_alone()
    {
        using var process = await storage.StartAsync();
        var (secret, signIn) = await SignInAsync(process);
        Assert.Equal(signIn, (await process.SignIns.FindAsync(secret, "user1", default))!.SignIn);
        Assert.Null(await process.SignIns.FindAsync(secret, "user2", default));
        Assert.Null(await process.SignIns.FindAsync(SignInSecret.New(Random), "user1", default));
    }

    [Theory]
    [InlineData("Staff")]
    [InlineData("Round")]
    [InlineData("LastSeenAt")]
    [InlineData("StartedAt")]
    public async Task Changed_sign_in_is_none(string property)
    {
        using var process = await storage.StartAsync();
        var (secret, _) = await SignInAsync(process);
        var entity = (await process.Clients.Staff.GetEntityAsync<TableEntity>("sign-in", secret.Hash)).Value;
        entity[property] = property switch
        {
            "Staff" => StaffId.New(Random).Value,
            "Round" => 7,
            _ => Noon.AddHours(5),
        };
        await process.Clients.Staff.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Replace);
        Assert.Null(await process.SignIns.FindAsync(secret, "user1", default));
    }

    [Fact]
    public async Task Sign_in_that_has_ended_does_not_come_back_with_a_request_that_was_on_its_way()
    {
        using var process = await storage.StartAsync();
        var (secret, signIn) = await SignInAsync(process);
        var row = (await process.SignIns.FindAsync(secret, "user1", default))!;
        await process.SignIns.EndAsync(row, default);
        await process.SignIns.SeenAsync(row, Noon.AddMinutes(2), default);
        Assert.Null(await process.SignIns.FindAsync(secret, "user1", default));
        Assert.Empty(await process.SignIns.ReadAsync(signIn.Staff, default));
    }

    [Fact]
    public async Task Nothing_personal_and_no_secret_stands_in_clear()
    {
        using var process = await storage.StartAsync();
        var mia = await AddAsync(process, "Velvetmoonfish", Role.Member, EmailOf("gingerpelican@clinic.example"), "object1");
        var secret = SignInSecret.New(Random);
        await process.SignIns.AddAsync(secret, new SignIn(mia.Id, 0, Noon, Noon), "zanzibaruser", default);
        var all = new StringBuilder();
        await foreach (var row in process.Clients.Staff.QueryAsync<TableEntity>())
        {
            foreach (var (name, value) in row)
            {
                all.AppendLine(name).AppendLine(value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}");
            }
        }

        string[] canaries = ["velvetmoonfish", "gingerpelican", "clinic.example", "zanzibaruser", secret.RoleName[2..]];
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, all.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<Person> AddAsync(
        StorageProcess process, string name, Role role, StaffEmail email, string? objectTag = null)
    {
        var person = new Person { Id = StaffId.New(Random), Role = role };
        var all = await process.Staff.ReadAllAsync(default);
        Assert.Equal(CommitOutcome.Done, await process.Staff.AddAsync(all, person, email, name, objectTag, default));
        return person;
    }

    private static async Task<(SignInSecret Secret, SignIn SignIn)> SignInAsync(StorageProcess process)
    {
        var secret = SignInSecret.New(Random);
        var signIn = new SignIn(StaffId.New(Random), 0, Noon, Noon);
        await process.SignIns.AddAsync(secret, signIn, "user1", default);
        return (secret, signIn);
    }

    private static async Task ChangeAsync(StorageProcess process, string rowKey, Action<TableEntity> change)
    {
        var entity = (await process.Clients.Staff.GetEntityAsync<TableEntity>("staff", rowKey)).Value;
        change(entity);
        await process.Clients.Staff.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Replace);
    }

    private static StaffEmail EmailOf(string text) =>
        StaffEmail.TryParse(text, out var email) ? email : throw new FormatException("Not an address.");
}
