using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>The clinic's automatic answers.</summary>
public enum StandardReply
{
    /// <summary>The one answer to STOP; names how to come back.</summary>
    Stopped,

    /// <summary>The answer to HELP.</summary>
    Help,

    /// <summary>The answer to START.</summary>
    Started,

    /// <summary>The answer to a stranger's first text: who this is, how to stop, that an SMS is not private.</summary>
    FirstContact,

    /// <summary>Nobody is at the clinic; what to do in an emergency.</summary>
    AfterHours,
}

/// <summary>
/// Wording of the automatic answers. "The first message of a relationship names the clinic and how to stop"; "one
/// confirmation names how to come back". Each passes the gate and fits two parts on every line; the Spanish avoids the
/// accented letters that GSM-7 lacks (it has é and ñ), which would make it three.
/// </summary>
public static class StandardReplies
{
    /// <summary>Stands for the clinic's name.</summary>
    public const string ClinicPlace = "{clinic}";

    /// <summary>The words of one answer.</summary>
    public static MessageText For(StandardReply reply, Language language, ClinicName clinic) =>
        new(Template(reply, language).Replace(ClinicPlace, clinic.Value, StringComparison.Ordinal));

    /// <summary>The words of one answer, with a place for the clinic's name.</summary>
    public static string Template(StandardReply reply, Language language) => $"{ClinicPlace}: {Words(reply, language)}";

    private static string Words(StandardReply reply, Language language) => (reply, language == Language.Spanish) switch
    {
        (StandardReply.Stopped, false) => "You will get no more texts from us. Reply START to come back.",
        (StandardReply.Stopped, true) => "Ya no le enviaremos mensajes. Responda START o INICIAR para volver.",
        (StandardReply.Help, false) =>
            "This is our texting line for visits and questions. Call the office to talk to us. "
            + "Msg & data rates may apply. Reply STOP to end texts. In an emergency call 911.",
        (StandardReply.Help, true) =>
            "Por este medio hablamos de citas y preguntas. Llame a la oficina para hablar con nosotros. "
            + "Pueden aplicarse tarifas. Responda STOP o ALTO para no recibir mensajes. En una emergencia llame al 911.",
        (StandardReply.Started, false) =>
            "Welcome back, you will get our texts again. Reply STOP to end them, HELP for help.",
        (StandardReply.Started, true) =>
            "De nuevo recibe nuestros mensajes. Responda STOP o ALTO para terminar, AYUDA para ayuda.",
        (StandardReply.FirstContact, false) =>
            "Thanks for your text. Texting is not private or secure, so please do not send personal details. "
            + "Msg & data rates may apply. Reply STOP to end texts, HELP for help. In an emergency call 911.",
        (StandardReply.FirstContact, true) =>
            "Gracias por escribir. Los mensajes de texto no son privados ni seguros: no mande datos personales. "
            + "Pueden aplicarse tarifas. Responda STOP o ALTO para terminar. En una emergencia llame al 911.",
        (StandardReply.AfterHours, false) =>
            "We are closed now and will read your text when we open. If this is an emergency, call 911. "
            + "Reply STOP to end texts.",
        (StandardReply.AfterHours, true) =>
            "Ahora estamos cerrados y leeremos su mensaje al abrir. Si es una emergencia, llame al 911. "
            + "Responda STOP o ALTO para terminar.",
        _ => throw new ArgumentOutOfRangeException(nameof(reply)),
    };
}
