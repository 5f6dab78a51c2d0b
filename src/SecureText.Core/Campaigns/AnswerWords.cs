using System.Collections.Frozen;

namespace SecureText.Campaigns;

/// <summary>The words by which patients answer, folded (no case, accents or apostrophes), in English and Spanish.</summary>
internal static class AnswerWords
{
    /// <summary>Say yes.</summary>
    internal static FrozenSet<string> Yes { get; } = Set(
        "yes y yeah yea yep yup yess yesss ya yas sure certainly absolutely definitely correct right affirmative agree agreed",
        "confirm confirmed confirming confirmo confirmado confirmada confirmar confirmamos",
        "si sii siii sip simon claro correcto cierto afirmativo vale acepto ok okay okey oki k great perfect perfecto");

    /// <summary>Say no.</summary>
    internal static FrozenSet<string> No { get; } = Set("no nope nah n nop negative negativo never not cant cannot wont");

    /// <summary>Whole answers that say yes in several words.</summary>
    internal static FrozenSet<string> YesLines { get; } = Lines(
        "i will be there|ill be there|we will be there|well be there|see you then|see you there|see you|of course|sounds good|works for me",
        "that works|all good|im coming|i am coming|i will come|ill come|i can make it|i can come|will do|for sure|thumbs up",
        "alli estare|ahi estare|alla estare|ahi estaremos|por supuesto|de acuerdo|esta bien|nos vemos|nos vemos alli|nos vemos ahi|si voy|voy a ir|ahi nos vemos|asi es|con gusto");

    /// <summary>Whole answers that say no in several words.</summary>
    internal static FrozenSet<string> NoLines { get; } = Lines(
        "i cant make it|i cannot make it|cant make it|i cant come|i cannot come|i cant|i cannot|i wont be there|i will not be there|i am not coming|im not coming",
        "not coming|i wont make it|wont make it|i cant go|not going|no can do|i have to cancel|i need to cancel|please cancel my appointment|cancel my appointment|cancel my visit|cancel appointment",
        "no puedo|no puedo ir|no podre|no podre ir|no voy|no voy a ir|no podemos|no podemos ir|no ire|no asistire|cancelar mi cita|cancele mi cita|cancelar cita|tengo que cancelar");

    /// <summary>Say that another day is wanted, wherever they stand: a person reads on.</summary>
    internal static IReadOnlyList<string> AnotherDay { get; } =
    [
        .. Lines(
            "reschedule|re schedule|rescheduled|rescheduling|reshedule|reschedul|resched|another day|other day|another date|another time|different day|different date|different time|other time",
            "change my appointment|change the appointment|change my visit|change the date|change the time|change the day|move my appointment|move my visit|later date|postpone|push it back|new time|new date|rebook",
            "reprogramar|reprograme|reprogramen|reagendar|reagende|otro dia|otra fecha|otra hora|otro horario|otro momento|cambiar mi cita|cambiar la cita|cambiar cita|cambiar la fecha|cambiar el dia|cambiar la hora|cambiarla|cambio de cita|mover la cita|mover mi cita|moverla|posponer|aplazar"),
    ];

    /// <summary>Say nothing beside an answer.</summary>
    internal static FrozenSet<string> Filler { get; } = Set(
        "please pls plz thanks thank you thankyou thx ty hi hello hey dear sir maam madam doctor dr ma am the a an",
        "por favor gracias muchas hola buenas buenos dias tardes noches senor senora senorita doctora amen bye adios muy");

    /// <summary>Stand around a number.</summary>
    internal static FrozenSet<string> AroundNumbers { get; } = Set(
        "it its is was i im am id ill say would my at about around maybe like feel feeling pain level number option answer choice score rate rating still now today just only of out points point for give",
        "es era mi yo diria como unos un una el la los las nivel numero opcion respuesta de dolor hoy ahora solo creo que tengo siento esta en sobre seria puntos doy");

    /// <summary>Numbers in words.</summary>
    internal static FrozenDictionary<string, int> Numbers { get; } =
        "zero one two three four five six seven eight nine ten|cero uno dos tres cuatro cinco seis siete ocho nueve diez"
            .Split('|').SelectMany(list => list.Split(' ').Select((word, i) => KeyValuePair.Create(word, i)))
            .Append(KeyValuePair.Create("none", 0)).Append(KeyValuePair.Create("first", 1)).Append(KeyValuePair.Create("second", 2))
            .Append(KeyValuePair.Create("third", 3)).Append(KeyValuePair.Create("primera", 1)).Append(KeyValuePair.Create("segunda", 2))
            .Append(KeyValuePair.Create("tercera", 3)).Append(KeyValuePair.Create("primero", 1)).Append(KeyValuePair.Create("segundo", 2))
            .Append(KeyValuePair.Create("tercero", 3))
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenSet<string> Set(params string[] lists) =>
        lists.SelectMany(list => list.Split(' ')).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Lines(params string[] lists) =>
        lists.SelectMany(list => list.Split('|')).ToFrozenSet(StringComparer.Ordinal);
}
