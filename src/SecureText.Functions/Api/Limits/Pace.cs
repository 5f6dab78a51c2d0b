namespace SecureText.Api.Limits;

/// <summary>How fast somebody may ask.</summary>
/// <param name="Burst">At once, after a rest.</param>
/// <param name="Every">Then one in this time.</param>
internal readonly record struct Pace(int Burst, TimeSpan Every);
