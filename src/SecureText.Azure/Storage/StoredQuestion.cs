using System.Globalization;
using SecureText.Campaigns;

namespace SecureText.Storage;

/// <summary>How an open question stands in the head.</summary>
internal static class StoredQuestion
{
    public static string Format(OpenQuestion asked) => string.Create(
        CultureInfo.InvariantCulture, $"{asked.Journey.Value}|{AnswerForms.Format(asked.Form)}|{asked.At.UtcTicks}");

    public static OpenQuestion? Parse(string? text)
    {
        if (text is null) return null;
        var parts = text.Split('|');
        return parts.Length == 3
            && JourneyId.TryParse(parts[0], out var journey)
            && AnswerForms.Parse(parts[1]) is { } form
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                ? new OpenQuestion(journey, form, new DateTimeOffset(ticks, TimeSpan.Zero))
                : throw new InvalidDataException("A head row has a wrong question.");
    }
}
