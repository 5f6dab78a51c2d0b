using System.Collections.Frozen;

namespace SecureText.Import;

/// <summary>Names of states and of time zones as files write them, folded.</summary>
internal static class StateNames
{
    private static readonly FrozenDictionary<string, string> States = Pairs(
        "alabama AL alaska AK arizona AZ arkansas AR california CA colorado CO connecticut CT delaware DE florida FL georgia GA hawaii HI "
        + "idaho ID illinois IL indiana IN iowa IA kansas KS kentucky KY louisiana LA maine ME maryland MD massachusetts MA michigan MI "
        + "minnesota MN mississippi MS missouri MO montana MT nebraska NE nevada NV newhampshire NH newjersey NJ newmexico NM newyork NY "
        + "nuevayork NY nuevomexico NM northcarolina NC northdakota ND ohio OH oklahoma OK oregon OR pennsylvania PA rhodeisland RI "
        + "southcarolina SC southdakota SD tennessee TN texas TX utah UT vermont VT virginia VA washington WA westvirginia WV "
        + "wisconsin WI wyoming WY districtofcolumbia DC washingtondc DC puertorico PR guam GU virginislands VI");

    private static readonly FrozenDictionary<string, string> Zones = Pairs(
        "eastern America/New_York et America/New_York est America/New_York edt America/New_York useastern America/New_York easterntime America/New_York "
        + "central America/Chicago ct America/Chicago cst America/Chicago cdt America/Chicago uscentral America/Chicago centraltime America/Chicago "
        + "mountain America/Denver mt America/Denver mst America/Denver mdt America/Denver usmountain America/Denver mountaintime America/Denver "
        + "pacific America/Los_Angeles pt America/Los_Angeles pst America/Los_Angeles pdt America/Los_Angeles uspacific America/Los_Angeles "
        + "pacifictime America/Los_Angeles arizona America/Phoenix alaska America/Anchorage akst America/Anchorage hawaii Pacific/Honolulu "
        + "hst Pacific/Honolulu atlantic America/Puerto_Rico ast America/Puerto_Rico");

    /// <summary>Two letters; null when the name is not known.</summary>
    public static string? CodeOf(string folded) => States.GetValueOrDefault(folded);

    /// <summary>IANA id; null when the name is not known.</summary>
    public static string? ZoneOf(string folded) => Zones.GetValueOrDefault(folded);

    private static FrozenDictionary<string, string> Pairs(string list) => list.Split(' ').Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
