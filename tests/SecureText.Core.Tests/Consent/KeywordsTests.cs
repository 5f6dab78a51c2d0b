using SecureText.Texting;

namespace SecureText.Consent;

public class KeywordsTests
{
    [Theory]
    [InlineData("STOP")]
    [InlineData("stop")]
    [InlineData("  Stop.  ")]
    [InlineData("\"STOP\"!!!")]
    [InlineData("S.T.O.P.")]
    [InlineData("STOP 🛑")]
    [InlineData("STOP\u200B")]
    [InlineData("S\u200BTOP")]
    [InlineData("ＳＴＯＰ")]
    [InlineData("STOP STOP STOP")]
    [InlineData("stop, STOP")]
    [InlineData("STOPALL")]
    [InlineData("stop all")]
    [InlineData("END")]
    [InlineData("CANCEL")]
    [InlineData("UNSUBSCRIBE")]
    [InlineData("QUIT")]
    [InlineData("REVOKE")]
    [InlineData("OPTOUT")]
    [InlineData("OPT-OUT")]
    [InlineData("Opt out")]
    [InlineData("opt — out.")]
    [InlineData("REMOVE")]
    [InlineData("ALTO")]
    [InlineData("¡Alto!")]
    [InlineData("parar")]
    [InlineData("CANCELAR")]
    [InlineData("no más")]
    [InlineData("darme de baja")]
    public void Classify_word_of_withdrawal_alone_is_stop(string text) =>
        Assert.Equal(Keyword.Stop, Keywords.Classify(new MessageText(text)));

    [Theory]
    [InlineData("HELP", Keyword.Help)]
    [InlineData("info?", Keyword.Help)]
    [InlineData("Ayuda", Keyword.Help)]
    [InlineData("información", Keyword.Help)]
    [InlineData("START", Keyword.Start)]
    [InlineData("unstop", Keyword.Start)]
    [InlineData("INICIAR", Keyword.Start)]
    public void Classify_help_and_start_are_read_in_both_languages(string text, Keyword keyword) =>
        Assert.Equal(keyword, Keywords.Classify(new MessageText(text)));

    [Theory]
    [InlineData("I have got to stop this bill")]
    [InlineData("can I stop taking it?")]
    [InlineData("stop by at 3?")]
    [InlineData("please help me understand the bill")]
    [InlineData("the end of the week")]
    [InlineData("cancel my visit")]
    [InlineData("STOP HELP")]
    [InlineData("start stop")]
    [InlineData("stopped")]
    [InlineData("bus stop")]
    [InlineData("nonstop")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("🛑")]
    [InlineData("no")]
    [InlineData("YES")]
    [InlineData("Sí!")]
    [InlineData("para mañana")]
    public void Classify_keyword_inside_a_message_is_none(string text) =>
        Assert.Equal(Keyword.None, Keywords.Classify(new MessageText(text)));

    [Theory]
    [InlineData("ALTO", Language.Spanish)]
    [InlineData("ayuda", Language.Spanish)]
    [InlineData("STOP", Language.English)]
    [InlineData("hello", Language.English)]
    public void Read_tells_the_language_for_the_answer(string text, Language language) =>
        Assert.Equal(language, Keywords.Read(new MessageText(text)).Language);

    [Fact]
    public void Classify_broken_unicode_does_not_throw()
    {
        Assert.Equal(Keyword.None, Keywords.Classify(new MessageText("\uD83D")));
        Assert.Equal(Keyword.Stop, Keywords.Classify(new MessageText("\uDC4D stop \uD83D")));
    }

    [Fact]
    public void Classify_huge_text_is_read_in_linear_time() =>
        Assert.Equal(Keyword.None, Keywords.Classify(new MessageText(string.Concat(Enumerable.Repeat("stop it ", 50_000)))));
}
