using SecureText.Texting;

namespace SecureText.Campaigns;

public class AnswerReadingTests
{
    private static readonly AnswerForm Scale = new(AnswerKind.Scale, 0, 10);
    private static readonly AnswerForm Choice = new(AnswerKind.Choice, 1, 3);

    [Theory]
    [InlineData("YES")]
    [InlineData("yes please")]
    [InlineData(" Y. ")]
    [InlineData("Yes, I'll be there")]
    [InlineData("ok thank you!")]
    [InlineData("👍🏽")]
    [InlineData("Yes 👍")]
    [InlineData("Sí")]
    [InlineData("si, gracias")]
    [InlineData("Claro que... si")]
    [InlineData("Confirmo")]
    [InlineData("allí estaré")]
    public void Yes_is_understood(string text) =>
        Assert.Equal(text.StartsWith("Claro que", StringComparison.Ordinal) ? null : "yes", YesNo(text));

    [Theory]
    [InlineData("NO")]
    [InlineData("no thanks")]
    [InlineData("No, I can't make it")]
    [InlineData("sorry", null)]
    [InlineData("👎")]
    [InlineData("no puedo ir")]
    [InlineData("No, no voy. Gracias")]
    [InlineData("please cancel my appointment")]
    public void No_is_understood(string text, string? value = "no") => Assert.Equal(value, YesNo(text));

    [Theory]
    [InlineData("RESCHEDULE")]
    [InlineData("No, can we do another day?")]
    [InlineData("yes but a different time please")]
    [InlineData("OTRO DÍA")]
    [InlineData("quiero cambiar la cita")]
    [InlineData("Necesito reprogramar por favor")]
    public void Another_day_is_understood_wherever_it_stands(string text) => Assert.Equal("reschedule", YesNo(text));

    [Theory]
    [InlineData("")]
    [InlineData("🙂")]
    [InlineData("👍👎")]
    [InlineData("No 👍")]
    [InlineData("yes or no")]
    [InlineData("Yes?")]
    [InlineData("not sure")]
    [InlineData("yes and my chest hurts")]
    [InlineData("No, I am in the hospital")]
    [InlineData("Where do I park?")]
    [InlineData("see you next week unless it snows")]
    [InlineData("please")]
    [InlineData("7")]
    public void What_says_more_or_less_is_for_a_person(string text) => Assert.Null(YesNo(text));

    [Theory]
    [InlineData("7", "7")]
    [InlineData("It's a 7", "7")]
    [InlineData("7/10", "7")]
    [InlineData("10/10", "10")]
    [InlineData("7 out of 10", "7")]
    [InlineData("un 3 gracias", "3")]
    [InlineData("siete", "7")]
    [InlineData("Mi dolor es de 4", "4")]
    [InlineData("0", "0")]
    [InlineData("zero pain", "0")]
    [InlineData("11", null)]
    [InlineData("-3", null)]
    [InlineData("7.5", null)]
    [InlineData("7-8", null)]
    [InlineData("7 or 8", null)]
    [InlineData("7?", null)]
    [InlineData("9 and I cannot breathe", null)]
    [InlineData("bad", null)]
    [InlineData("yes", null)]
    [InlineData("٧", null)]
    public void Number_of_a_scale_is_understood_alone(string text, string? value) =>
        Assert.Equal(value, AnswerReading.Read(Scale, new MessageText(text)).Value);

    [Theory]
    [InlineData("2", "2")]
    [InlineData("#2", "2")]
    [InlineData("Option 2", "2")]
    [InlineData("la opción dos", "2")]
    [InlineData("the second", "2")]
    [InlineData("4", null)]
    [InlineData("0", null)]
    [InlineData("1 and 2", null)]
    [InlineData("1/3", null)]
    public void Number_of_a_choice_is_understood_alone(string text, string? value) =>
        Assert.Equal(value, AnswerReading.Read(Choice, new MessageText(text)).Value);

    [Fact]
    public void Damaged_and_endless_texts_are_unclear()
    {
        Assert.Null(YesNo("yes \ud800 yes" + new string('x', 200)));
        Assert.Null(YesNo(new string('y', 100_000)));
    }

    [Theory]
    [InlineData("yes-no")]
    [InlineData("scale:0-10")]
    [InlineData("choice:3")]
    public void Form_is_written_as_it_is_read(string text)
    {
        Assert.True(AnswerForm.TryParse(text, out var form));
        Assert.Equal(text, form.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("scale")]
    [InlineData("scale:5-5")]
    [InlineData("scale:0-1000")]
    [InlineData("scale:00-10")]
    [InlineData("choice:1")]
    [InlineData("choice:10")]
    [InlineData("yes-no:2")]
    public void Form_that_is_none_is_refused(string? text) => Assert.False(AnswerForm.TryParse(text, out _));

    private static string? YesNo(string text) => AnswerReading.Read(AnswerForm.YesNo, new MessageText(text)).Value;
}
