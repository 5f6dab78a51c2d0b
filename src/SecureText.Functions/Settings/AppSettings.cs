using Microsoft.Extensions.Configuration;
using SecureText.Audit.Tree;
using SecureText.Carriers;
using SecureText.Clinic;
using SecureText.Keys;
using SecureText.Portal;
using SecureText.Sending;
using SecureText.Staff;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Settings;

/// <summary>All settings of the program, read and checked once at start. docs/settings.md explains each.</summary>
internal sealed record AppSettings(StorageOptions Storage, KeysOptions Keys, AcsOptions Acs, ClinicProfile Clinic, StaffOptions Staff)
{
    /// <summary>The patient portal.</summary>
    public required PortalOptions Portal { get; init; }

    /// <summary>The key that signs the log.</summary>
    public required AuditOptions Audit { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">Where they stand.</param>
    /// <param name="environment">Reads one environment variable; tells whether this is Azure.</param>
    /// <exception cref="SettingsException">Some are wrong; the message names each with its mend.</exception>
    public static AppSettings Read(IConfiguration configuration, Func<string, string?> environment)
    {
        var faults = new List<string>();
        var storage = Bind<StorageOptions>(configuration.GetSection("Storage"), faults);
        var keys = Bind<KeysOptions>(configuration.GetSection("Keys"), faults);
        var acs = Bind<AcsOptions>(configuration.GetSection("Acs"), faults);
        var portal = Bind<PortalOptions>(configuration.GetSection("Portal"), faults);
        faults.AddRange(portal?.Validate(AzureSurroundings.AreHere(environment)) ?? []);
        faults.AddRange(storage?.Validate(AzureSurroundings.AreHere(environment)) ?? []);
        faults.AddRange(keys?.Validate(environment) ?? []);
        var audit = Bind<AuditOptions>(configuration.GetSection("Audit"), faults);
        faults.AddRange(audit?.Validate(keys ?? new(), environment) ?? []);
        faults.AddRange(acs?.Validate(environment) ?? []);
        var clinic = ReadClinic(configuration.GetSection("Clinic"), faults);
        var staff = StaffOptions.Read(configuration.GetSection("Staff"), faults);
        return faults.Count == 0
            ? new AppSettings(storage!, keys!, acs!, clinic!, staff!) { Portal = portal!, Audit = audit! }
            : throw new SettingsException(faults);
    }

    private static T? Bind<T>(IConfigurationSection section, List<string> faults) where T : class, new()
    {
        try
        {
            return section.Get<T>() ?? new T();
        }
        catch (InvalidOperationException)
        {
            // The binder's own message repeats the value, and an address may have a secret in it.
            faults.AddRange(section.GetChildren()
                .Where(child => !Uri.TryCreate(child.Value, UriKind.RelativeOrAbsolute, out _))
                .Select(child => $"{child.Path} is not an address: correct it."));
            return null;
        }
    }

    private static ClinicProfile? ReadClinic(IConfigurationSection section, List<string> faults)
    {
        var before = faults.Count;
        var name = Try("Clinic:Name", () => ClinicName.Parse(section["Name"]));
        var zone = Try("Clinic:TimeZone", () => ReadZone(section["TimeZone"]));
        var state = Try("Clinic:State", () => ReadState(section["State"]));
        var hours = Try("Clinic:Hours", () => OpeningHours.Parse(
            section.GetSection("Hours").GetChildren().Select(day => KeyValuePair.Create(day.Key, day.Value))));
        var lines = new List<ClinicLine>();
        var hasLine = false;
        foreach (var child in section.GetSection("Lines").GetChildren())
        {
            var at = $"Clinic:Lines:{child.Key}";

            // Consent is kept for a line and a number together: a second line would go on texting who said STOP to the
            // first.
            if (hasLine)
            {
                faults.Add($"{at}: one line only so far: a STOP to one would not stop the other.");
                break;
            }

            hasLine = true;
            var id = Try($"{at}:Id", () => LineId.Parse(child["Id"]));
            var number = Try($"{at}:Number", () => PhoneNumber.Parse(child["Number"]));
            var kind = Try($"{at}:Kind", () => ReadKind(child["Kind"]));
            if (faults.Count == before) lines.Add(new ClinicLine(id, number, kind));
        }

        if (lines.Count == 0 && faults.Count == before)
            faults.Add("Clinic:Lines is empty: set Clinic:Lines:0:Id, :Number and :Kind of at least one line.");
        return faults.Count == before ? new ClinicProfile(name, zone!, lines, hours!) { State = state } : null;

        T? Try<T>(string setting, Func<T> read)
        {
            try
            {
                return read();
            }
            catch (FormatException e)
            {
                faults.Add($"{setting}: {e.Message}");
                return default;
            }
        }
    }

    private static TimeZoneInfo ReadZone(string? id) =>
        id is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new FormatException("set it to an IANA time zone, as America/Chicago.");

    private static UsState? ReadState(string? code) => string.IsNullOrEmpty(code) ? null : UsState.Parse(code);

    // A short code or a name is no number that this program can read: it would know neither what it sent nor what came.
    private static LineKind ReadKind(string? text) =>
        Enum.TryParse<LineKind>(text, ignoreCase: true, out var kind) && text.All(char.IsAsciiLetter)
            ? kind is LineKind.TollFree or LineKind.TenDigit
                ? kind
                : throw new FormatException($"{kind} does not work yet: set it to TollFree or TenDigit.")
            : throw new FormatException("set it to TollFree or TenDigit.");
}

/// <summary>Settings are missing or wrong; the message names each with its mend.</summary>
internal sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception("The settings are not right:\n- " + string.Join("\n- ", faults));
