using System.Globalization;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// Values as OData literals. Strings are quoted and escaped here, so that no value can end its own quotes.
/// </summary>
internal static class ODataFilter
{
    public static string? From(FormattableString? filter)
    {
        if (filter is null)
            return null;
        var literals = filter.GetArguments().Select(Literal).ToArray<object>();
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    public static string Literal(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        ulong number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        sbyte or byte or short or ushort or int or uint or decimal or float or double =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        Guid guid => $"guid'{guid}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData bytes => $"X'{Convert.ToHexString(bytes.ToMemory().Span)}'",
        DateTimeOffset time => Time(time.UtcDateTime),
        DateTime time => Time(time.ToUniversalTime()),
        string text => Quote(text),
        char text => Quote(text.ToString()),
        _ => throw new ArgumentException($"Unable to convert a value of type {value.GetType()} to an OData literal."),
    };

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Time(DateTime utc) =>
        $"datetime'{utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}'";
}
