using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Clinic;

/// <summary>What the program knows of the clinic that runs it; from the settings, checked at start.</summary>
/// <param name="Name">As patients know it.</param>
/// <param name="TimeZone">Where the clinic is.</param>
/// <param name="Lines">The numbers that patients text; exactly one so far.</param>
/// <param name="Hours">When somebody answers.</param>
public sealed record ClinicProfile(
    ClinicName Name, TimeZoneInfo TimeZone, IReadOnlyList<ClinicLine> Lines, OpeningHours Hours)
{
    /// <summary>
    /// The clinic's state, if told: some have shorter hours for texts. It stands in for the patient's, as the clinic's
    /// time zone does: where a patient lives comes with the roster.
    /// </summary>
    public UsState? State { get; init; }

    /// <summary>The line with this number; null when it is not the clinic's.</summary>
    public ClinicLine? LineFor(PhoneNumber number) => Lines.FirstOrDefault(line => line.Number == number);

    /// <summary>The line with this id; null when the settings no longer name it.</summary>
    public ClinicLine? LineById(string id) => Lines.FirstOrDefault(line => line.Id.Value == id);
}
