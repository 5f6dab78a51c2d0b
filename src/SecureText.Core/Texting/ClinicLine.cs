namespace SecureText.Texting;

/// <summary>A line of the clinic, from the settings.</summary>
/// <param name="Id">Stands for the line in keys and logs.</param>
/// <param name="Number">The number that patients see.</param>
/// <param name="Kind">What kind of sender it is.</param>
public sealed record ClinicLine(LineId Id, PhoneNumber Number, LineKind Kind);
