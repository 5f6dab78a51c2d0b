using Microsoft.Extensions.Logging;
using SecureText.Storage;

namespace SecureText.Clinic;

/// <summary>
/// The clinic's settings as they are now, up to half a minute old, so that what happens often asks the storage seldom (P8).
/// </summary>
public sealed partial class ClinicSettingsSource(
    ClinicProfile clinic, ClinicSettingsStore store, TimeProvider time, ILogger<ClinicSettingsSource> logger) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private readonly ClinicSettings initial = ClinicSettings.Initial(clinic);
    private readonly SemaphoreSlim gate = new(1, 1);
    private Reading? last;

    /// <summary>The settings in force; before the owner's first change those of the app settings and our own words.</summary>
    public async ValueTask<ClinicSettings> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh) return fresh;
        await gate.WaitAsync(cancellationToken);
        try
        {
            return Fresh() ?? (await ReadAsync(cancellationToken)).Settings;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The settings as they are stored this moment, for who is about to change them.</summary>
    public async Task<(ClinicSettings Settings, bool IsDamaged)> ReadAsync(CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var stored = await store.ReadAsync(cancellationToken);

        // Versions before it held to the rules when they were written, and those of texts are asked again at sending.
        if (stored.IsDamaged) LogDamaged(stored.Version);
        var settings = stored.Settings ?? initial with { Version = stored.Version };
        last = new Reading(settings, at);
        return (settings, stored.IsDamaged);
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    private ClinicSettings? Fresh() =>
        last is { } reading && time.GetElapsedTime(reading.At) < GoodFor ? reading.Settings : null;

    [LoggerMessage(1, LogLevel.Error, "Version {Version} of the clinic's settings was changed or does not open; the one before is used.")]
    private partial void LogDamaged(long version);

    private sealed record Reading(ClinicSettings Settings, long At);
}
