using SecureText.Texting;

namespace SecureText.Conversations;

public class FormAnswersTests
{
    [Fact]
    public void Read_of_what_was_written_is_the_same()
    {
        var form = new FormAnswers("intake", "¿Cómo está?", [new FormAnswer("Pain?", "\"No\" {}"), new FormAnswer("Since?", "")]);

        var read = FormAnswers.Read(form.ToText())!;

        Assert.Equal((form.Id, form.Title), (read.Id, read.Title));
        Assert.Equal(form.Answers, read.Answers);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"Id\":\"x\"}")]
    public void Read_of_anything_else_is_nothing(string text) => Assert.Null(FormAnswers.Read(new MessageText(text)));

    [Fact]
    public void ToString_shows_no_answer()
    {
        var form = new FormAnswers("intake", "Secret title", [new FormAnswer("Pain?", "Yes")]);
        Assert.Equal("intake (answer)", $"{form} {form.Answers[0]}");
    }
}
