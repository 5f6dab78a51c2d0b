using SecureText.Sending;

namespace SecureText.Campaigns;

/// <summary>What a journey does not decide: where the patient is, when automated texts may go there, holidays of the clinic.</summary>
/// <param name="Zone">The patient's time zone, else the clinic's.</param>
/// <param name="State">The patient's state, else the clinic's; null for the federal hours.</param>
/// <param name="Holidays">Days, in <paramref name="Zone"/>, on which nothing automated goes.</param>
public sealed record JourneyContext(TimeZoneInfo Zone, UsState? State, IReadOnlyCollection<DateOnly> Holidays);
