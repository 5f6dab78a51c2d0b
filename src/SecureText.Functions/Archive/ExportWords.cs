using System.Globalization;
using SecureText.Consent;
using SecureText.Conversations;
using SecureText.Texting;

namespace SecureText.Archive;

/// <summary>What the patient's copy says around the record, in the patient's language.</summary>
internal sealed record ExportWords
{
    public required string Language { get; init; }

    public required string Title { get; init; }

    public required string Made { get; init; }

    public required string Times { get; init; }

    public required string People { get; init; }

    public required string Born { get; init; }

    public required string Consents { get; init; }

    public required string Occasions { get; init; }

    public required string Programs { get; init; }

    public required string Links { get; init; }

    public required string Messages { get; init; }

    public required string None { get; init; }

    public required string Damaged { get; init; }

    public required string CodeHidden { get; init; }

    public required string Note { get; init; }

    public required string Patient { get; init; }

    public required string Automatic { get; init; }

    public required string Staff { get; init; }

    public required string SharedText { get; init; }

    public required string WasSharedText { get; init; }

    public required string ReadmeText { get; init; }

    /// <summary>Spanish when everybody of the number is written to in Spanish.</summary>
    public static ExportWords For(RecordDocument record) =>
        record.Patients.Count > 0 && record.Patients.All(one => one.Language == "es") ? Spanish : English;

    /// <summary>What stands beside the record.</summary>
    public string Readme(RecordDocument record, int damaged) => string.Format(
        CultureInfo.InvariantCulture, ReadmeText, record.Clinic, record.ExportedAt, damaged, Shared(record)).ReplaceLineEndings("\r\n");

    /// <summary>What whoever hands the copy to one of several people must read first; empty for a number of one.</summary>
    public string Shared(RecordDocument record) => record.Patients.Count > 1
        ? string.Format(CultureInfo.InvariantCulture, SharedText, record.Patients.Count)
        : record.WasShared ? WasSharedText : "";

    /// <summary>Who wrote, for people.</summary>
    public string Who(string by) => by switch
    {
        "patient" => Patient,
        "system" or "campaign" or "carrier" or "import" or "webhook" => Automatic,
        "staff" => Staff,
        _ => by,
    };

    /// <summary>What became of a message.</summary>
    public string Fate(MessageStatus status) => (Language == "es" ? SpanishFates : EnglishFates).GetValueOrDefault(status, "");

    /// <summary>What happened to a consent.</summary>
    public string Change(ConsentChange change) => (change, Language) switch
    {
        (ConsentChange.Granted, "es") => "Aceptado",
        (ConsentChange.Granted, _) => "Agreed",
        (ConsentChange.Withdrawn, "es") => "Retirado",
        (ConsentChange.Withdrawn, _) => "Withdrawn",
        (_, "es") => "Revisado por el personal",
        _ => "Looked at by staff",
    };

    private static readonly Dictionary<MessageStatus, string> EnglishFates = new()
    {
        [MessageStatus.Received] = "received",
        [MessageStatus.Queued] = "waits to be sent",
        [MessageStatus.Sending] = "is being sent",
        [MessageStatus.Sent] = "sent",
        [MessageStatus.Delivered] = "delivered",
        [MessageStatus.Failed] = "not delivered",
        [MessageStatus.Suppressed] = "not sent",
        [MessageStatus.Unknown] = "not known whether it was sent",
        [MessageStatus.Posted] = "put behind the secure link",
        [MessageStatus.Opened] = "read behind the secure link",
    };

    private static readonly Dictionary<MessageStatus, string> SpanishFates = new()
    {
        [MessageStatus.Received] = "recibido",
        [MessageStatus.Queued] = "por enviar",
        [MessageStatus.Sending] = "enviándose",
        [MessageStatus.Sent] = "enviado",
        [MessageStatus.Delivered] = "entregado",
        [MessageStatus.Failed] = "no entregado",
        [MessageStatus.Suppressed] = "no enviado",
        [MessageStatus.Unknown] = "no se sabe si se envió",
        [MessageStatus.Posted] = "puesto en el enlace seguro",
        [MessageStatus.Opened] = "leído en el enlace seguro",
    };

    private static readonly ExportWords English = new()
    {
        Language = Texting.Language.English.Code(),
        Title = "Record of text messages",
        Made = "Made on",
        Times = "Times are those of",
        People = "Whose number it is",
        Born = "born",
        Consents = "What was agreed to",
        Occasions = "Visits, statements and other dates",
        Programs = "Reminders and questions",
        Links = "Secure links that were sent",
        Messages = "Messages",
        None = "Nothing is kept.",
        Damaged = "This could not be opened: it was changed in the storage. Ask the clinic.",
        CodeHidden = "A one-time code. It is not kept in readable form.",
        Note = "note among staff",
        Patient = "Patient",
        Automatic = "Automatic",
        Staff = "Staff",
        SharedText = "{0} people share this number, and this copy speaks of all of them. Give it to nobody who may not read of every one.",
        WasSharedText = "Somebody else had this number too, and this copy may speak of both. Give it to nobody who may not read of every one.",
        ReadmeText =
            """
            {0}: copy of everything that is kept of this number, made {1:yyyy-MM-dd HH:mm} UTC.
            {3}

            record.html   open it in a browser to read or print it
            record.json   the same for a computer
            attachments   the files that were sent

            Entries that could not be opened: {2}. Each is named in its place.
            Not in it, because nobody has them: the secret part of links, one-time codes.
            Not in it: who of the clinic looked at this record, and notes for a legal case. Ask the clinic for the first.
            What other systems of the clinic keep (the chart, bills) is not here either.

            This copy is not protected any more. Keep it where only you can read it.
            """,
    };

    private static readonly ExportWords Spanish = new()
    {
        Language = Texting.Language.Spanish.Code(),
        Title = "Registro de mensajes de texto",
        Made = "Hecho el",
        Times = "Las horas son las de",
        People = "De quién es el número",
        Born = "nacimiento",
        Consents = "Lo que se aceptó",
        Occasions = "Citas, cuentas y otras fechas",
        Programs = "Recordatorios y preguntas",
        Links = "Enlaces seguros enviados",
        Messages = "Mensajes",
        None = "No se guarda nada.",
        Damaged = "Esto no se pudo abrir: fue cambiado en el almacenamiento. Pregunte a la clínica.",
        CodeHidden = "Un código de un solo uso. No se guarda en forma legible.",
        Note = "nota entre el personal",
        Patient = "Paciente",
        Automatic = "Automático",
        Staff = "Personal",
        SharedText =
            "{0} personas comparten este número, y esta copia habla de todas. No se la dé a nadie que no pueda leer sobre cada una.",
        WasSharedText =
            "Otra persona tuvo también este número, y esta copia puede hablar de ambas. No se la dé a nadie que no pueda leer sobre cada una.",
        ReadmeText =
            """
            {0}: copia de todo lo que se guarda de este número, hecha {1:yyyy-MM-dd HH:mm} UTC.
            {3}

            record.html   ábralo en un navegador para leerlo o imprimirlo
            record.json   lo mismo para una computadora
            attachments   los archivos enviados

            Entradas que no se pudieron abrir: {2}. Cada una se nombra en su lugar.
            No está, porque nadie lo tiene: la parte secreta de los enlaces, los códigos de un solo uso.
            No está: quién de la clínica miró este registro, y notas para un caso legal. Pida lo primero a la clínica.
            Lo que guardan otros sistemas de la clínica (el expediente, las cuentas) tampoco está aquí.

            Esta copia ya no está protegida. Guárdela donde solo usted pueda leerla.
            """,
    };
}
