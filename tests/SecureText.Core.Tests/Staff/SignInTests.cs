using SecureText.Sealing;

namespace SecureText.Staff;

public class SignInTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Mia = new() { Id = StaffId.New(new CountingRandom()), Role = Role.Member, Round = 3 };

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(60, 14, true)]
    [InlineData(60, 15, false)]
    [InlineData(719, 1, true)]
    [InlineData(720, 1, false)]
    public void Sign_in_lives_a_quarter_of_an_hour_without_and_half_a_day_with_requests(int age, int idle, bool lives)
    {
        var signIn = new SignIn(Mia.Id, 3, Noon.AddMinutes(-age), Noon.AddMinutes(-idle));
        Assert.Equal(lives, signIn.IsLive(Mia, Noon));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Sign_in_of_another_round_is_over(int round) =>
        Assert.False(new SignIn(Mia.Id, round, Noon, Noon).IsLive(Mia, Noon));

    [Fact]
    public void Sign_in_of_somebody_else_is_over() =>
        Assert.False(new SignIn(StaffId.New(new CountingRandom("other")), 3, Noon, Noon).IsLive(Mia, Noon));

    [Fact]
    public void Ending_all_ends_those_that_start_in_the_same_moment()
    {
        var signIn = new SignIn(Mia.Id, Mia.Round, Noon, Noon);
        Assert.False(signIn.IsLive(Mia.WithSignInsEnded(), Noon));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void Row_is_written_again_once_a_minute(int seconds, bool isWritten) =>
        Assert.Equal(isWritten, new SignIn(Mia.Id, 3, Noon, Noon).IsToBeSeen(Noon.AddSeconds(seconds)));
}
