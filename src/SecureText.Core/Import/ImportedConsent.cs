using SecureText.Consent;
using SecureText.Texting;

namespace SecureText.Import;

/// <summary>
/// What a file's word on consent becomes. It fills gaps only: what the patient has withdrawn stays withdrawn. A "no" ends what
/// was agreed to before, but not the answers to who writes first.
/// </summary>
public static class ImportedConsent
{
    /// <summary>The records to keep; none when the file says nothing new.</summary>
    /// <param name="state">As it is.</param>
    /// <param name="entry">What the file says; null for nothing.</param>
    /// <param name="by">Who brings it, opaque.</param>
    /// <param name="now">A grant from the future would outlive later withdrawals: no record is newer.</param>
    /// <param name="zone">The clinic's, where the file's day was.</param>
    public static IReadOnlyList<ConsentRecord> Records(
        ConsentState state, ConsentEntry? entry, string by, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (entry is null) return [];
        var at = entry.On is { } day && ClinicTime.Local(day, new TimeOnly(12, 0), zone).Value is var noon && noon < now ? noon : now;
        var wording = new MessageText(FormattableString.Invariant(
            $"Imported from the clinic's own records{(entry.On is { } on ? $", where it is dated {on:yyyy-MM-dd}" : "")}."));
        if (entry.Classes.Count > 0)
        {
            var gaps = entry.Classes.Where(one => state[one] == ConsentStatus.Unknown).ToList();
            return state.IsWithdrawn || gaps.Count == 0
                ? []
                : [new ConsentRecord(ConsentChange.Granted, gaps, ConsentSource.Import, at, by, wording)];
        }

        // At the time when it is read: dated earlier it would not end what was agreed to since, and a person who sends "no" means now.
        var open = Enum.GetValues<MessageClass>()
            .Where(one => one != MessageClass.Conversation && state[one] == ConsentStatus.Granted)
            .ToList();
        return open.Count == 0 ? [] : [new ConsentRecord(ConsentChange.Withdrawn, open, ConsentSource.Import, now, by, wording)];
    }
}
