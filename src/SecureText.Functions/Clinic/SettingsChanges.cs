using System.Globalization;
using System.Text.Json;
using SecureText.Audit;
using SecureText.Sealing;
using SecureText.Storage;

namespace SecureText.Clinic;

/// <summary>What came of a change of settings.</summary>
public abstract record SettingsChange
{
    private SettingsChange()
    {
    }

    /// <summary>Stored under this version.</summary>
    public sealed record Done(long Version) : SettingsChange;

    /// <summary>Somebody else changed the settings first.</summary>
    public sealed record Outdated : SettingsChange;

    /// <summary>Not stored: this is wrong with it.</summary>
    public sealed record Refused(IReadOnlyList<SettingsFinding> Findings) : SettingsChange;
}

/// <summary>Changes the clinic's settings: check, journal, store.</summary>
public sealed class SettingsChanges(
    ClinicProfile clinic,
    ClinicSettingsSource source,
    ClinicSettingsStore store,
    IRandomSource random,
    IJournal journal,
    TimeProvider time)
{
    /// <summary>Replaces one section of the version that the owner saw.</summary>
    public async Task<SettingsChange> ChangeAsync(
        string section, long version, JsonElement value, string actor, string correlation, CancellationToken cancellationToken)
    {
        var (before, _) = await source.ReadAsync(cancellationToken);
        if (before.Version != version) return new SettingsChange.Outdated();
        ClinicSettings after;
        try
        {
            after = SettingsSections.Replace(before, section, value, NewId);
        }
        catch (JsonException)
        {
            return new SettingsChange.Refused([new SettingsFinding(section, "It does not have the shape of this section.")]);
        }

        if (SettingsCheck.Check(section, after, clinic.Name) is { Count: > 0 } findings)
            return new SettingsChange.Refused(findings);

        // Before it is stored: a change that the journal does not know must not come about.
        await JournalAsync("attempted");
        var isFirst = await store.AddAsync(after, actor, time.GetUtcNow(), cancellationToken);
        await JournalAsync(isFirst ? "done" : "outdated");
        await source.ReadAsync(cancellationToken);
        return isFirst ? new SettingsChange.Done(after.Version) : new SettingsChange.Outdated();

        Task JournalAsync(string outcome) => journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), actor, "settings.change", [], outcome, correlation,
                string.Create(CultureInfo.InvariantCulture, $"{section}|{after.Version}")),
            cancellationToken);
    }

    private string NewId()
    {
        var id = new byte[8];
        random.Fill(id);
        return Convert.ToHexStringLower(id);
    }
}
