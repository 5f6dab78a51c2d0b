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

    // After a quiet time what the owner has changed meanwhile must decide about the first text already.
    private static readonly TimeSpan GoodForIntake = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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

    /// <summary>
    /// The settings for who takes a patient's text in. Never throws: a text is taken in also while the settings cannot be read, by
    /// the last that could be, or by those of the beginning, which keep every rule too.
    /// </summary>
    public async ValueTask<ClinicSettings> ForIntakeAsync(CancellationToken cancellationToken)
    {
        if (Known(GoodForIntake) is { } known) return known;
        await FreshenAsync(cancellationToken);
        return last?.Settings ?? initial;
    }

    /// <summary>
    /// Reads the settings again when they are half a minute old: for after the intake of a text, which does not wait for them. A
    /// failure is logged.
    /// </summary>
    public async Task FreshenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CurrentAsync(cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnread(e.GetType().Name, e);
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

    private ClinicSettings? Fresh() => Known(GoodFor);

    private ClinicSettings? Known(TimeSpan goodFor) =>
        last is { } reading && time.GetElapsedTime(reading.At) < goodFor ? reading.Settings : null;

    [LoggerMessage(1, LogLevel.Error, "Version {Version} of the clinic's settings was changed or does not open; the one before is used.")]
    private partial void LogDamaged(long version);

    [LoggerMessage(2, LogLevel.Error, "The clinic's settings cannot be read ({Kind}); texts are taken in by older ones.")]
    private partial void LogUnread(string kind, Exception exception);

    private sealed record Reading(ClinicSettings Settings, long At);
}
