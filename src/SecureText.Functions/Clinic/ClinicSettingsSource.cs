namespace SecureText.Clinic;

/// <summary>The clinic's settings as they are now.</summary>
public sealed class ClinicSettingsSource(ClinicProfile clinic)
{
    private readonly ClinicSettings initial = ClinicSettings.Initial(clinic);

    /// <summary>The settings in force.</summary>
    public ValueTask<ClinicSettings> CurrentAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(initial);
    }
}
