using System.Text.RegularExpressions;
using SecureText.Texting;

namespace SecureText.Consent;

/// <summary>
/// Free text that sounds like a withdrawal. "Withdrawal by any reasonable means must be honoured" (47 CFR
/// 64.1200(a)(10)): such a text goes to a person's queue and automated texts pause until the person decides. It errs
/// towards asking: a needless look costs a minute, a missed withdrawal is a breach.
/// </summary>
public static partial class WithdrawalPhrases
{
    /// <summary>
    /// True for "please don't text me any more" or "wrong number", false for "I have got to stop this bill" or "can I
    /// stop taking it?". Keywords by themselves are not its matter: see <see cref="Keywords"/>.
    /// </summary>
    public static bool Suspects(MessageText text)
    {
        var line = TextFolding.Line(text.Value);
        return Patterns.Any(pattern => pattern.IsMatch(line))
            || BeginsWithStop().IsMatch(text.Value)
            || text.Value.Split(SentenceEnds).Any(IsBareKeyword);
    }

    private static readonly char[] SentenceEnds = ['.', '!', '?', ';', ':', ',', '—', '–', '\n', '\r'];

    private static readonly Regex[] Patterns =
        [StopTexting(), SaidStop(), DoNotText(), DoNotWant(), NoMore(), TakeMeOff(), OptOut(), WrongNumber(), GoAway(), Spanish(), SpanishOff()];

    // "This is spam. STOP": a sentence that is a keyword, perhaps with a courtesy, inside a longer message.
    private static bool IsBareKeyword(string sentence) => Bare().IsMatch(TextFolding.Line(sentence));

    // Every repetition below is bounded, so a hostile text costs time in proportion to its length.
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace;

    // "STOP Jane Doe": whoever writes the keyword as the texts spell it means the keyword.
    [GeneratedRegex(@"\A\W{0,5}(STOP|STOPALL|UNSUBSCRIBE|REVOKE|ALTO)\b", RegexOptions.CultureInvariant)]
    private static partial Regex BeginsWithStop();

    [GeneratedRegex("""
        ^((please|pls|plz|just|ok|okay|and|so|now|por[ ]favor|ya)[ ]){0,3}
        ((can|could|would|will)[ ]you[ ]((please|just|all|guys)[ ]){0,2} | you[ ]((guys|all|people)[ ])?(need|have|ought)[ ]to[ ])?
        (stop|stop[ ]it|stop[ ]this|stopall|unsubscribe|optout|opt[ ]out|quit|quit[ ]it|remove|revoke|cease([ ]and[ ]desist)?|desist
        |alto|basta|pare|paren)
        ([ ](please|pls|plz|now|already|thanks|thank[ ]you|ok|por[ ]favor|ya|gracias|it|this)){0,3}$
        """, Options)]
    private static partial Regex Bare();

    [GeneratedRegex("""
        (?<!\b(dont|not|never)[ ]) \b(stop|quit|cease|end|cancel|discontinue|halt|disable|turn[ ]off)[ ](\w+[ ]){0,3}?
        (text|texts|texting|txt|txts|txting|sms|message|messages|messaging|msg|msgs|messeges|contacting|bothering
        |harassing|spamming|notifications?|alerts?|subscription)\b
        | \bstop[ ](sending|calling[ ](me|us|here)|writing|blowing[ ]up|bugging)\b
        """, Options)]
    private static partial Regex StopTexting();

    // "I told you to stop", not "the doctor told me to stop".
    [GeneratedRegex("""
        \bi[ ](\w+[ ]){0,2}?(said|say|texted|typed|wrote|sent|replied|answered|(told|tell|asked|ask)[ ]you)[ ]
        ((guys|all|people|already|to|with|the|word|please)[ ]){0,3}stop\b(?![ ]by\b)
        """, Options)]
    private static partial Regex SaidStop();

    [GeneratedRegex("""
        (?<!\b(you|they|i|we|who|why)[ ]) \b(dont|do[ ]not|never|no[ ]longer|quit[ ]trying[ ]to|please[ ]not)[ ](\w+[ ]){0,2}?
        (text|txt|message|msg|contact|bother|call|write|send|sms|notify)[ ](\w+[ ]){0,1}?
        (me|us|this|here|my|him|her|anymore|anything|any|again|messages?|texts?)\b
        | \b(do[ ]not|dont)[ ]contact\b | \bdnc\b
        """, Options)]
    private static partial Regex DoNotText();

    [GeneratedRegex("""
        \b(dont|do[ ]not|didnt|did[ ]not|never|no[ ]longer)[ ](want|need|wish|like|care|agree|agreed|consent|sign|signed|subscribe[d]?|ask|asked)
        ([ ]\w+){0,5}?[ ]
        (text|texts|texting|txts?|messages?|messaging|msgs?|sms|contacted|notifications?|alerts?|texted|messaged|this|these)\b
        | \b(do[ ]not|dont|no|never)[ ](give[ ]|gave[ ])?(you[ ])?(my[ ])?consent\b
        | \bnot[ ]interested\b
        """, Options)]
    private static partial Regex DoNotWant();

    [GeneratedRegex("""
        \b(no|not|any|enough)[ ](more|with|of)?[ ]?((these|the|your|of)[ ]){0,2}(texts?|texting|txts?|messages|msgs?|sms|notifications|alerts)\b
        (?<!\bany[ ](more[ ])?(texts?|messages|msgs?|sms|notifications|alerts))
        """, Options)]
    private static partial Regex NoMore();

    [GeneratedRegex("""
        \b(take|remove|delete|drop|get|erase|scratch|strike|pull)[ ](\w+[ ]){0,4}?(off|from|out[ ]of)[ ](\w+[ ]){0,3}?
        (list|lists|texts?|texting|messages?|system|database|contacts?|program|phone|distribution|records)\b
        | \b(take|get)[ ](me|us)[ ]off([ ]of)?([ ](this|these|it|here|please)\b|$)
        | \b(remove|delete|erase|lose|forget|block)[ ](me|us|my[ ](number|info|information|name|phone|cell)|this[ ](number|phone))\b
        """, Options)]
    private static partial Regex TakeMeOff();

    [GeneratedRegex("""
        \b(unsubscri|unsuscri|unsubcri|unsubsri|desuscri|unenrol|disenrol|unregist|deregist)\w*
        | \bopt(ed|ing)?[ ](me[ ]|us[ ])?out\b | \boptout\b
        | \b(revoke|revoking|withdraw|withdrawing|rescind)[ ](\w+[ ]){0,2}?(consent|permission|authorization)\b
        """, Options)]
    private static partial Regex OptOut();

    [GeneratedRegex("""
        \bwrong[ ](number|person|phone|patient|guy|lady|one[ ]to[ ]text|contact)\b
        | \b(not|isnt|aint|no[ ]longer)[ ](\w+[ ]){0,2}?(number|phone|cell)\b
        | \b(not|never[ ]been|no[ ]longer)[ ](a|your)[ ]patient\b(?![ ]yet\b)
        | \bno[ ](one|body)[ ](here[ ])?(by|with)[ ]that[ ]name\b
        | \byou[ ](have|got|ve[ ]got)[ ]the[ ]wrong\b
        """, Options)]
    private static partial Regex WrongNumber();

    [GeneratedRegex("""
        \bleave[ ](me|us)[ ](the[ ]\w+[ ])?alone\b | \blet[ ](me|us)[ ]be\b | \bgo[ ]away\b | \b(fuck|piss|buzz|bug|f)[ ]off\b
        | \bspam(ming|mer|mers)?\b | \bharass(ing|ment|ed)?\b | \b(report|reporting|block|blocking|sue|suing)[ ]you\b
        | \bsick[ ]of[ ](these|your|the|all)[ ](\w+[ ]){0,2}?(texts?|messages)\b
        """, Options)]
    private static partial Regex GoAway();

    [GeneratedRegex("""
        \bno[ ](me|nos)[ ](\w+[ ]){0,2}?(escrib|mand|envi|contact|molest|llam|text|mensaj|busqu)\w*
        | \b(no|ya[ ]no)[ ](quiero|deseo|necesito|queremos|autorizo|acepto|doy)[ ](\w+[ ]){0,4}?(mensajes?|mensajitos|textos?|sms|contacten|escriban|consentimiento|avisos)\b
        | \bno[ ](escriban?|manden?|envien)[ ](mas|mensajes?|textos?|sms)\b | \bdejar[ ]de[ ]recib\w+
        | \bdej(a|ar|en?|es)[ ]de[ ](escrib|mand|envi|molest|text|contact|llam|acos)\w*
        | \b(dejenme|dejeme|dejame|dejennos)[ ](en[ ]paz|tranquil\w+) | \b(en|enviar|mandar)[ ]paz\b
        | \bno[ ]mas[ ](mensajes?|textos?|sms|avisos|notificaciones)\b | \bno[ ]molest\w+
        | \bno[ ]soy[ ]((su|un|una)[ ])?paciente\b
        | \b(numero|persona|telefono)[ ](equivocad\w+|incorrect\w+) | \b(se|te)[ ](equivoco|equivocaron|equivocaste)[ ]de\b
        | \b(no[ ]es|ya[ ]no[ ]es)[ ](mi|su|el|este)[ ](\w+[ ]){0,1}?(numero|telefono)
        """, Options)]
    private static partial Regex Spanish();

    [GeneratedRegex("""
        \b(quit|borr|elimin|sac|saqu|remuev)(e|en|a|an|ar|eme|enme|ame|arme|uenme|ueme)[ ](\w+[ ]){0,4}?(lista|numero|telefono|sistema|mensajes)\b
        | \b(quitenme|quiteme|borrenme|borreme|saquenme|saqueme|eliminenme|elimineme)\b
        | \b(dar|darme|denme|deme|dame|dense|darse)[ ]de[ ]baja\b
        | \b(parar?|pare|paren|cancelar?|cancele|cancelen|detener|detengan)[ ](de[ ])?(\w+[ ]){0,2}?(mensajes|textos|sms|mandar|enviar|escribir|molestar|suscripcion)\b
        | \b(retiro|revoco|cancelo)[ ](\w+[ ]){0,2}?(consentimiento|permiso|autorizacion|suscripcion)\b
        """, Options)]
    private static partial Regex SpanishOff();
}
