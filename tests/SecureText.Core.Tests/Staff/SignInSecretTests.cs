using SecureText.Sealing;

namespace SecureText.Staff;

public class SignInSecretTests
{
    private const string Good = "s_abcdefghijklmnopqrstuv0";

    [Fact]
    public void New_secret_is_a_role_name_that_the_platform_takes()
    {
        var random = new CountingRandom();
        var secrets = Enumerable.Range(0, 200).Select(_ => SignInSecret.New(random).RoleName).ToList();
        Assert.All(secrets, secret => Assert.Matches("^s_[a-z0-9]{23}$", secret));
        Assert.Equal(200, secrets.Distinct().Count());

        // Each of the 36 characters about as often as the others: 4,600 draws, 128 expected of each.
        var counts = secrets.SelectMany(secret => secret[2..]).CountBy(c => c).Select(pair => pair.Value).ToList();
        Assert.Equal(36, counts.Count);
        Assert.All(counts, count => Assert.InRange(count, 80, 185));
    }

    [Theory]
    [InlineData(Good, true)]
    [InlineData("s_abcdefghijklmnopqrstuv", false)]
    [InlineData("s_abcdefghijklmnopqrstuv00", false)]
    [InlineData("s_abcdefghijklmnopqrstuvA", false)]
    [InlineData("S_abcdefghijklmnopqrstuv0", false)]
    [InlineData("owner", false)]
    public void Secret_is_found_among_roles_by_its_exact_form(string role, bool isFound) =>
        Assert.Equal(isFound, SignInSecret.Among(["authenticated", "owner", role]) is not null);

    [Fact]
    public void Two_secrets_are_none() =>
        Assert.Null(SignInSecret.Among([Good, Good.Replace('a', 'b')]));

    [Fact]
    public void Stored_is_a_hash_and_shown_is_nothing()
    {
        var secret = SignInSecret.Among([Good])!;
        Assert.Matches("^[0-9a-f]{64}$", secret.Hash);
        Assert.DoesNotContain(Good, $"{secret}", StringComparison.Ordinal);
    }
}
