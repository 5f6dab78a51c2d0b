using SecureText.Canary;

namespace SecureText.Faults.Load;

/// <summary>Words that must be found nowhere in storage or output.</summary>
internal static class DayWords
{
    internal const string Patient = "Grevillow-6402";
    internal const string Staff = "Hartsquill-5518";
    internal const string Note = "Pellamoor-9027";
    internal const string Portal = "Tansyreach-3841";
    internal const string File = "Umbrelwick-7715";
    internal const string Content = "Fernhasket-2296";
    internal const string Name = "Ysolde Crannoway";
    internal const string Born = "1951-08-17";

    internal static IEnumerable<PlantedCanary> Canaries =>
    [
        new("patient's text", Patient), new("staff's text", Staff), new("note", Note), new("text behind the link", Portal),
        new("file name", File), new("content of a file", Content), new("patient's name", Name), new("date of birth", Born),
    ];
}
