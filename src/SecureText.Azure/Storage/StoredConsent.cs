using SecureText.Consent;
using SecureText.Texting;

namespace SecureText.Storage;

/// <summary>A consent record as it is sealed and stored.</summary>
internal sealed record StoredConsent(
    ConsentChange Change, MessageClass[] Classes, ConsentSource Source, DateTimeOffset At, string By, string? Wording)
{
    public static StoredConsent From(ConsentRecord record) => new(
        record.Change, [.. record.Classes], record.Source, record.At, record.By, record.Wording?.Value);

    public ConsentRecord ToRecord() =>
        new(Change, Classes, Source, At, By, Wording is null ? null : new MessageText(Wording));
}
