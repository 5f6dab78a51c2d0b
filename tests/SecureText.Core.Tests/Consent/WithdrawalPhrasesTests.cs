using SecureText.Texting;

namespace SecureText.Consent;

public class WithdrawalPhrasesTests
{
    [Theory]
    [InlineData("please don't text me any more")]
    [InlineData("Please don’t text me anymore!!")]
    [InlineData("do not contact me again")]
    [InlineData("Don't message me")]
    [InlineData("stop texting me")]
    [InlineData("STOP sending me these messages")]
    [InlineData("please stop")]
    [InlineData("Stop it.")]
    [InlineData("This is spam. STOP")]
    [InlineData("Stop. I never signed up for this")]
    [InlineData("STOP Jane Doe")]
    [InlineData("STOP HELP")]
    [InlineData("ALTO mensajes")]
    [InlineData("I don't want these texts")]
    [InlineData("I do not want to receive text messages from your office")]
    [InlineData("i didn't sign up for this")]
    [InlineData("no more texts please")]
    [InlineData("enough with the texts")]
    [InlineData("leave me alone")]
    [InlineData("wrong number")]
    [InlineData("You have the wrong person")]
    [InlineData("this is not her number")]
    [InlineData("This isn't Maria's phone")]
    [InlineData("take me off your list")]
    [InlineData("remove me from this list")]
    [InlineData("remove my number")]
    [InlineData("delete my number please")]
    [InlineData("lose my number")]
    [InlineData("unsubscribe me please")]
    [InlineData("how do I unsubscribe")]
    [InlineData("I want to opt out of this")]
    [InlineData("I'm opting out")]
    [InlineData("I revoke my consent")]
    [InlineData("i withdraw consent to be texted")]
    [InlineData("cancel these text alerts")]
    [InlineData("not interested")]
    [InlineData("go away")]
    [InlineData("I'm going to report you")]
    [InlineData("so sick of these messages")]
    [InlineData("no me escriban más")]
    [InlineData("Por favor no me mande mensajes")]
    [InlineData("ya no quiero recibir mensajes")]
    [InlineData("deje de escribirme")]
    [InlineData("Déjenme en paz")]
    [InlineData("número equivocado")]
    [InlineData("se equivocó de número")]
    [InlineData("quítenme de la lista")]
    [InlineData("bórreme de su lista")]
    [InlineData("quiero darme de baja")]
    [InlineData("no más mensajes")]
    [InlineData("paren de mandar mensajes")]
    [InlineData("retiro mi consentimiento")]
    [InlineData("ya basta, por favor. Alto")]
    public void Suspects_words_that_withdraw_go_to_a_person(string text) =>
        Assert.True(WithdrawalPhrases.Suspects(new MessageText(text)));

    [Theory]
    [InlineData("")]
    [InlineData("I have got to stop this bill")]
    [InlineData("can I stop taking it?")]
    [InlineData("Should I stop my medication before the visit?")]
    [InlineData("when can i stop these pills")]
    [InlineData("I'll stop by at 3")]
    [InlineData("is there a bus stop near you?")]
    [InlineData("please don't stop texting me, it helps")]
    [InlineData("please cancel my appointment")]
    [InlineData("cancel tomorrow")]
    [InlineData("can you text me the address?")]
    [InlineData("text me when it's ready")]
    [InlineData("what is the right number to call?")]
    [InlineData("my new number is 206-555-0123")]
    [InlineData("I don't want to miss my visit")]
    [InlineData("I didn't get any messages")]
    [InlineData("you never text me back")]
    [InlineData("is it normal that it hurts?")]
    [InlineData("the pain won't go down")]
    [InlineData("can I end the week with a visit?")]
    [InlineData("remove the stitches on Monday?")]
    [InlineData("take me on Friday please")]
    [InlineData("YES")]
    [InlineData("thanks, see you at 3")]
    [InlineData("¿puedo cancelar mi cita?")]
    [InlineData("¿puedo dejar de tomarla?")]
    [InlineData("no puedo ir mañana")]
    [InlineData("no me siento bien")]
    [InlineData("gracias por el mensaje")]
    [InlineData("mi número es 206-555-0123")]
    public void Suspects_ordinary_words_pass(string text) =>
        Assert.False(WithdrawalPhrases.Suspects(new MessageText(text)));

    [Fact]
    public void Suspects_hostile_length_takes_time_in_proportion()
    {
        var text = string.Concat(Enumerable.Repeat("do not want take remove no stop ", 30_000));
        var watch = TimeProvider.System.GetTimestamp();
        _ = WithdrawalPhrases.Suspects(new MessageText(text));
        Assert.True(TimeProvider.System.GetElapsedTime(watch) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Suspects_broken_unicode_does_not_throw() =>
        Assert.True(WithdrawalPhrases.Suspects(new MessageText("\uD83D leave me alone \uDC4D")));
}
