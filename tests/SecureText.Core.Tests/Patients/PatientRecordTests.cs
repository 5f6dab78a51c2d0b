using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Patients;

public class PatientRecordTests
{
    [Theory]
    [InlineData(" Ada Sample ", "Ada Sample")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("a\nb", null)]
    [InlineData(null, null)]
    public void ReadName_takes_one_line_without_the_space_around_it(string? text, string? name) =>
        Assert.Equal(name, PatientRecord.ReadName(text));

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void ReadName_takes_eighty_characters(int length, bool good) =>
        Assert.Equal(good, PatientRecord.ReadName(new string('a', length)) is not null);

    [Theory]
    [InlineData(2026, 11, 18, true)]
    [InlineData(2026, 11, 19, false)]
    [InlineData(1896, 11, 18, true)]
    [InlineData(1896, 11, 17, false)]
    public void IsBirth_is_a_day_on_which_somebody_living_may_be_born(int year, int month, int day, bool good) =>
        Assert.Equal(good, PatientRecord.IsBirth(new DateOnly(year, month, day), new DateOnly(2026, 11, 18)));

    [Fact]
    public void ToString_shows_nothing() =>
        Assert.Equal("(patient)", new PatientRecord("Ada Sample", new DateOnly(1980, 1, 1), Language.Spanish).ToString());

    [Fact]
    public void PatientId_new_one_is_one_and_others_are_not()
    {
        Assert.True(PatientId.IsId(PatientId.New(new SystemRandomSource())));
        Assert.All(
            [null, "", "abc", new string('A', 24), new string('g', 24), new string('a', 25), "aaaaaaaaaaaaaaaaaaaaaaa|"],
            text => Assert.False(PatientId.IsId(text)));
    }

    [Theory]
    [InlineData("en", Language.English)]
    [InlineData("es", Language.Spanish)]
    public void Languages_read_what_they_write(string code, Language language)
    {
        Assert.True(Languages.TryParse(code, out var read));
        Assert.Equal((language, code), (read, language.Code()));
        Assert.False(Languages.TryParse(code.ToUpperInvariant(), out _));
    }
}
