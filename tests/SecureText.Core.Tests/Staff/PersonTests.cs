using SecureText.Clinic;
using SecureText.Sealing;

namespace SecureText.Staff;

public class PersonTests
{
    private static readonly CountingRandom Random = new();
    private static readonly Person Olivia = Of(Role.Owner);
    private static readonly Person Otto = Of(Role.Owner);
    private static readonly Person Mia = Of(Role.Member);
    private static readonly StaffPolicy Texting = new("texting", "Texting", 2, "Say little.");
    private static readonly StaffPolicy Privacy = new("privacy", "Privacy", 1, "Tell nobody.");

    [Fact]
    public void Last_owner_who_can_come_in_stays()
    {
        Person[] all = [Olivia, Otto with { Active = false }, Mia];
        Assert.True(Person.LeavesNoOwner(all, Olivia with { Active = false }));
        Assert.True(Person.LeavesNoOwner(all, Olivia with { Role = Role.Manager }));
        Assert.False(Person.LeavesNoOwner(all, Mia with { Active = false }));
        Assert.False(Person.LeavesNoOwner([Olivia, Otto], Olivia with { Active = false }));
    }

    [Fact]
    public void Training_is_due_until_each_policy_is_attested_in_its_version_of_now()
    {
        StaffPolicy[] policies = [Texting, Privacy];
        Assert.Equal(policies, TrainingRules.Due(Mia, policies));
        var half = TrainingRules.Attest(Mia, Texting, policies);
        Assert.Equal([Privacy], TrainingRules.Due(half, policies));
        var whole = TrainingRules.Attest(half, Privacy, policies);
        Assert.Empty(TrainingRules.Due(whole, policies));

        // A newer version is asked for again, and so is an older one that comes back.
        Assert.Equal([Texting with { Version = 3 }], TrainingRules.Due(whole, [Texting with { Version = 3 }, Privacy]));
        Assert.Equal([Texting with { Version = 1 }], TrainingRules.Due(whole, [Texting with { Version = 1 }, Privacy]));
    }

    [Fact]
    public void Policy_that_is_not_in_force_is_forgotten_at_the_next_attestation()
    {
        var before = TrainingRules.Attest(Mia, Texting, [Texting]);
        Assert.Equal("privacy:1", TrainingRules.Format(TrainingRules.Attest(before, Privacy, [Privacy]).Attested));
    }

    [Theory]
    [InlineData("")]
    [InlineData("privacy:1,texting:12")]
    public void Attested_versions_come_back_from_their_row(string text) =>
        Assert.Equal(text, TrainingRules.Format(TrainingRules.Parse(text)));

    [Theory]
    [InlineData("privacy")]
    [InlineData(":1")]
    [InlineData("privacy:-1")]
    [InlineData("privacy:x")]
    public void Attested_versions_that_cannot_be_read_are_no_attestation(string text) =>
        Assert.Throws<FormatException>(() => TrainingRules.Parse(text));

    [Theory]
    [InlineData(" Mia.Member@Clinic.example ", "mia.member@clinic.example")]
    [InlineData("a@b", "a@b")]
    public void Address_is_read_in_lower_case(string text, string expected)
    {
        Assert.True(StaffEmail.TryParse(text, out var email));
        Assert.Equal(expected, email.Value);
        Assert.DoesNotContain("clinic", $"{email}", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("mia")]
    [InlineData("@clinic.example")]
    [InlineData("mia@")]
    [InlineData("mia@a@b")]
    [InlineData("mia x@clinic.example")]
    [InlineData("mіa@clinic.example")] // a Cyrillic letter
    public void Address_that_is_none_is_refused(string? text) => Assert.False(StaffEmail.TryParse(text, out _));

    [Theory]
    [InlineData(" Mia Member ", "Mia Member")]
    [InlineData("María 🙂", "María 🙂")]
    public void Name_loses_the_blanks_around_it(string text, string expected)
    {
        Assert.True(PersonName.TryRead(text, out var name));
        Assert.Equal(expected, name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("a\ud800b")]
    public void Name_that_is_none_is_refused(string? text) => Assert.False(PersonName.TryRead(text, out _));

    [Fact]
    public void Name_of_81_characters_is_refused() => Assert.False(PersonName.TryRead(new string('a', 81), out _));

    [Theory]
    [InlineData("owner", Role.Owner)]
    [InlineData("manager", Role.Manager)]
    [InlineData("member", Role.Member)]
    [InlineData("Owner", Role.None)]
    [InlineData("staff", Role.None)]
    [InlineData("", Role.None)]
    public void Role_is_read_by_its_exact_word(string text, Role expected)
    {
        Assert.Equal(expected != Role.None, RoleNames.TryParse(text, out var role));
        Assert.Equal(expected, role);
    }

    private static Person Of(Role role) => new() { Id = StaffId.New(Random), Role = role };
}
