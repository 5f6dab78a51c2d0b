namespace SecureText.Texting;

public class PhoneNumberTests
{
    [Theory]
    [InlineData("+12065550123")]
    [InlineData("12065550123")]
    [InlineData("2065550123")]
    [InlineData("206-555-0123")]
    [InlineData("206.555.0123")]
    [InlineData("(206) 555-0123")]
    [InlineData("(206)555-0123")]
    [InlineData("+1 (206) 555-0123")]
    [InlineData("1-206-555-0123")]
    [InlineData("206 - 555 - 0123")]
    [InlineData("  +1 206 555 0123 ")]
    [InlineData("\u00A0206\u00A0555\u00A00123")]
    [InlineData("206 5550123")]
    public void TryParse_way_of_writing_reads_the_number(string text)
    {
        Assert.True(PhoneNumber.TryParse(text, out var number));
        Assert.Equal("+12065550123", number.E164);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("+")]
    [InlineData("+1")]
    [InlineData("5550123")]
    [InlineData("206555012")]
    [InlineData("20655501234")]
    [InlineData("+2065550123")] // a plus promises a country code
    [InlineData("+442065550123")]
    [InlineData("22065550123")]
    [InlineData("++12065550123")]
    [InlineData("1+2065550123")]
    [InlineData("206+5550123")]
    [InlineData("2065550123+")]
    [InlineData("(+1)2065550123")]
    [InlineData("-2065550123")]
    [InlineData("2065550123-")]
    [InlineData("2065550123.")]
    [InlineData("(2065550123")]
    [InlineData("206)5550123")]
    [InlineData("((206))5550123")]
    [InlineData("()2065550123")]
    [InlineData("(206 555) 0123")]
    [InlineData("206-555-0123x5")]
    [InlineData("206-555-0123 ext. 5")]
    [InlineData("206-555-0123#5")]
    [InlineData("206-555-0123,5")]
    [InlineData("tel:2065550123")]
    [InlineData("20 65 55 01 23")]
    [InlineData("206----5550123")]
    [InlineData("206-FLOWERS")]
    [InlineData("1065550123")] // area code with 1
    [InlineData("0065550123")]
    [InlineData("2061550123")] // exchange with 1
    [InlineData("2060550123")]
    [InlineData("2065550123\n")]
    [InlineData("\t2065550123")]
    [InlineData("206555O123")]
    [InlineData("٢٠٦٥٥٥٠١٢٣")]
    [InlineData("+12065550123                      ")] // longer than anybody writes
    public void TryParse_anything_else_is_refused(string? text)
    {
        Assert.False(PhoneNumber.TryParse(text, out var number));
        Assert.Throws<InvalidOperationException>(() => number.E164);
        Assert.Throws<FormatException>(() => PhoneNumber.Parse(text));
    }

    [Fact]
    public void TryParse_any_number_in_any_dress_comes_back_as_itself()
    {
        var dice = new Dice(1);
        for (var i = 0; i < 5_000; i++)
        {
            var area = 200 + dice.Below(800);
            var exchange = 200 + dice.Below(800);
            var line = dice.Below(10_000).ToString("0000", null);
            var gap = () => dice.Of("", " ", "-", ".", " - ", "\u00A0");
            var dressed = dice.Of("", " ") + dice.Of("", "1" + gap(), "+1" + gap()) + dice.Of($"{area}", $"({area})")
                + gap() + exchange + gap() + line + dice.Of("", " ");

            Assert.True(PhoneNumber.TryParse(dressed, out var number), dressed);
            Assert.Equal($"+1{area}{exchange}{line}", number.E164);
            Assert.Equal(number, PhoneNumber.Parse(number.E164));
        }
    }

    [Fact]
    public void TryParse_noise_never_throws_and_what_it_takes_is_a_number()
    {
        var dice = new Dice(2);
        var taken = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var noise = string.Concat(Enumerable.Range(0, 8 + dice.Below(8)).Select(_ => dice.Of(
                '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '2', '3', '4', '5', '6', '+', '(', ')', '-', ' ', 'x')));
            if (!PhoneNumber.TryParse(noise, out var number)) continue;
            taken++;
            Assert.Matches(@"\A\+1[2-9][0-9]{2}[2-9][0-9]{6}\z", number.E164);
            Assert.EndsWith(number.E164[2..], string.Concat(noise.Where(char.IsAsciiDigit)), StringComparison.Ordinal);
        }

        Assert.NotEqual(0, taken);
    }

    [Fact]
    public void ToString_and_errors_never_show_the_number()
    {
        Assert.DoesNotContain("555", PhoneNumber.Parse("2065550123").ToString(), StringComparison.Ordinal);
        var line = new ClinicLine(LineId.Parse("main"), PhoneNumber.Parse("8445550100"), LineKind.TollFree);
        Assert.DoesNotContain("555", line.ToString(), StringComparison.Ordinal);
        var error = Assert.Throws<FormatException>(() => PhoneNumber.Parse("206-555-0123x5"));
        Assert.DoesNotContain("555", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main", true)]
    [InlineData("line-2", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Main", false)]
    [InlineData("a/b", false)]
    [InlineData("a_b", false)]
    [InlineData("abcdefghijklmnopq", false)]
    public void LineId_only_short_plain_words_are_taken(string? text, bool taken)
    {
        Assert.Equal(taken, LineId.TryParse(text, out var id));
        if (taken) Assert.Equal(text, id.Value);
    }
}
