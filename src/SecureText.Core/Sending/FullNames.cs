using System.Collections.Frozen;
using SecureText.Texting;
using static SecureText.Sending.Gate;

namespace SecureText.Sending;

/// <summary>
/// Finds a patient's full name: two capitalised words or more after a title, a greeting or "patient", and after a common
/// given name where a sentence begins with it or "reminder for" stands before. Only beside a word of the clinic's trade. The
/// names of staff pass: "Dr. Ana Lopez", "with Ana Lopez", "this is Ana Lopez", "Ana Lopez will call you".
/// </summary>
internal static class FullNames
{
    private static readonly FrozenSet<string> Context = FrozenSet.Create(
        StringComparer.Ordinal,
        "visit", "visits", "appointment", "appointments", "appt", "checkup", "check", "exam", "physical", "follow", "doctor", "dr", "dra", "nurse",
        "clinic", "hospital", "patient", "pt", "refill", "pharmacy", "prescription", "medicine", "lab", "statement", "balance", "bill", "insurance",
        "vaccine", "health", "medical", "portal", "referral", "cita", "citas", "visita", "consulta", "chequeo", "control", "clinica", "doctora",
        "medico", "medica", "enfermera", "paciente", "receta", "farmacia", "medicina", "saldo", "seguro", "laboratorio", "vacuna", "salud", "examen", "referido");

    private static readonly FrozenSet<string> Patients =
        FrozenSet.Create(StringComparer.Ordinal, "patient", "pt", "paciente");

    private static readonly FrozenSet<string> Towards = FrozenSet.Create(StringComparer.Ordinal, "for", "para", "re", "confirming");

    private static readonly FrozenSet<string> Asking = FrozenSet.Create(StringComparer.Ordinal, "ask", "asking", "look", "looking");

    private static readonly FrozenSet<string> Occasions = FrozenSet.Create(
        StringComparer.Ordinal, "reminder", "appointment", "appt", "visit", "recordatorio", "cita", "visita", "consulta");

    private static readonly FrozenSet<string> Owning = FrozenSet.Create(
        StringComparer.Ordinal, "has", "had", "needs", "missed", "is", "was", "tiene", "tuvo", "necesita", "perdio", "debe");

    private static readonly FrozenSet<string> OfStaff = FrozenSet.Create(
        StringComparer.Ordinal, "your", "our", "in", "out", "on", "here", "back", "away", "the", "at", "su", "nuestra", "nuestro", "la", "el", "new");

    private static readonly FrozenSet<string> NoSurname = FrozenSet.Create(
        StringComparer.Ordinal,
        "your", "you", "we", "this", "that", "it", "its", "please", "reply", "the", "our", "is", "are", "can", "could", "dr", "dra", "doctor", "thank", "thanks",
        "just", "here", "there", "if", "to", "time", "don", "do", "did", "no", "yes", "call", "visit", "appointment", "reminder", "and", "from", "of", "how",
        "what", "when", "good", "family", "team", "su", "sus", "el", "los", "las", "le", "les", "tiene", "por", "este", "esta", "nos", "gracias", "recuerde",
        "recordatorio", "llame", "responda", "ya", "y", "familia", "clinic", "center", "health", "hospital", "medical", "care", "office", "dental",
        "pharmacy", "department", "county", "school", "park", "hall", "clinica", "centro", "salud", "hospitales", "farmacia", "escuela", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "june", "july", "august", "september",
        "october", "november", "december", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo", "todo", "todos", "patient", "paciente",
        "parent", "day", "dia", "friend", "friends", "neighbor", "member", "sir", "madam", "puede", "podemos", "hay", "hoy", "soy", "somos", "aqui", "estamos", "quedan");

    internal static IEnumerable<Found> Find(List<TextFolding.Word> words, string text, bool hasFindings)
    {
        if (!hasFindings && !words.Exists(word => Context.Contains(word.Folded))) yield break;
        for (var i = 0; i < words.Count; i++)
        {
            if (!Calls(words, i, text)) continue;
            var end = EndOfName(words, i, text);
            if (end - i < 2 || (end < words.Count && PlainNames.IsStreet(words[end]))) continue;
            yield return new Found(
                words[i].Start, new GateFinding(GateRule.FullName, text[words[i].Start..words[end - 1].End]));
            i = end - 1;
        }
    }

    // Does what stands before, or the name itself, say that a patient is named here?
    private static bool Calls(List<TextFolding.Word> words, int at, string text)
    {
        if (!IsName(words, at, text)) return false;
        var isGiven = PlainNames.First.Contains(words[at].Folded);
        var gap = at > 0 ? PlainNames.Gap(words, at, text) : "";
        if (at == 0 || gap.AsSpan().ContainsAny('.', '!', '?') || gap.Contains('\n', StringComparison.Ordinal))
        {
            if (at > 0 && PlainNames.IsTitle(words[at - 1]) && gap == ". ") return !IsDoctor(words[at - 1]);
            return isGiven && OwnsSomething(words, at, text);
        }

        var before = words[at - 1];
        if (Patients.Contains(before.Folded)) return gap is " " or ": " or ":" or " - ";
        if (gap != " " && !(gap == ": " && Towards.Contains(before.Folded))) return false;
        if (PlainNames.IsTitle(before)) return !IsDoctor(before);
        if (PlainNames.IsGreeting(before)) return true;
        if (!Towards.Contains(before.Folded) || at < 2) return isGiven && Towards.Contains(before.Folded);
        return Occasions.Contains(words[at - 2].Folded) || (isGiven && !Asking.Contains(words[at - 2].Folded));
    }

    private static bool IsDoctor(TextFolding.Word word) => word.Folded is "dr" or "dra" or "doctor" or "doctora";

    // "Emily Stone has an appointment", "Emily Stone's visit"; not "Emily Stone is your nurse", "Emily Stone is out".
    private static bool OwnsSomething(List<TextFolding.Word> words, int at, string text)
    {
        var end = EndOfName(words, at, text);
        if (end - at < 2) return false;
        if (text.AsSpan(words[end - 1].Start, words[end - 1].End - words[end - 1].Start).ContainsAny('\'', '’')) return true;
        return end < words.Count && Owning.Contains(words[end].Folded)
            && !(end + 1 < words.Count && words[end].Folded is "is" or "was" && OfStaff.Contains(words[end + 1].Folded));
    }

    // One past the last word of the name: "Juan Carlos Ortega", "Ana de la Cruz", "James T. Olson".
    private static int EndOfName(List<TextFolding.Word> words, int at, string text)
    {
        var end = at + 1;
        for (var i = at + 1; i < words.Count && i < at + 6 && Joins(words, at, i, text); i++)
        {
            if (IsName(words, i, text)) end = i + 1;
            else if (!IsParticle(words[i], text)) break;
        }

        return end;
    }

    // A space or hyphen; a dot after an initial; the comma of "Patient: Smith, John".
    private static bool Joins(List<TextFolding.Word> words, int at, int i, string text) => PlainNames.Gap(words, i, text) switch
    {
        " " or "-" => true,
        ". " => words[i - 1].Folded.Length == 1,
        ", " => i == at + 1 && at > 0 && Patients.Contains(words[at - 1].Folded) && PlainNames.First.Contains(words[i].Folded),
        _ => false,
    };

    private static bool IsParticle(TextFolding.Word word, string text) =>
        word.Folded is "de" or "del" or "la" or "las" or "los" or "van" or "von" or "der" or "y"
        || (word.Folded.Length == 1 && char.IsUpper(text[word.Start]));

    private static bool IsName(List<TextFolding.Word> words, int at, string text) =>
        PlainNames.IsCapitalised(words[at], text) && !NoSurname.Contains(words[at].Folded) && !PlainNames.IsTitle(words[at])
        && words[at].Folded.All(char.IsAsciiLetter);
}
