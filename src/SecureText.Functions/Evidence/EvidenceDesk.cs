using System.Reflection;
using SecureText.Clinic;

namespace SecureText.Evidence;

/// <summary>Asks the running system everything that the report stands on, all at once.</summary>
public sealed class EvidenceDesk(
    Looks looks,
    DeploymentLook deployment,
    StorageLooks storage,
    PeopleLook people,
    PartnerLook partners,
    RowLook rows,
    TreeLook log,
    ClinicProfile clinic,
    TimeProvider time)
{
    /// <summary>The program's version, as the build wrote it.</summary>
    public static string Version { get; } =
        typeof(EvidenceDesk).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>What it answered.</summary>
    public async Task<EvidenceFacts> AskAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var where = Ask("deployment", _ => Task.FromResult(deployment.Deployment()));
        var key = Ask("key", deployment.KeyAsync);
        var door = Ask("door", _ => Task.FromResult(DoorLook.Look()));
        var containers = Ask("containers", storage.ContainersAsync);
        var journal = Ask("journal", storage.JournalAsync);
        var staff = Ask("staff", people.StaffAsync);
        var signIns = Ask("sign-ins", people.SignInsAsync);
        var settings = Ask("settings", partners.SettingsAsync);
        var sample = Ask("rows", rows.RowsAsync);
        var texting = Ask("texting", _ => Task.FromResult(TextingTrial.Run(now, clinic.TimeZone, clinic.State)));
        var others = Ask("partners", partners.PartnersAsync);
        var waiting = Ask("waiting", storage.WaitingAsync);
        var clock = Ask("clock", storage.ClockAsync);
        var portal = Ask("portal", partners.PortalAsync);
        var emergencies = Ask("emergencies", people.EmergenciesAsync);
        var tree = Ask("log", log.LookAsync);
        return new EvidenceFacts
        {
            Now = now,
            Clinic = clinic.Name.Value,
            TimeZone = clinic.TimeZone,
            Version = Version,
            Deployment = await where,
            Key = await key,
            Door = await door,
            Containers = await containers,
            Journal = await journal,
            Staff = await staff,
            SignIns = await signIns,
            Settings = await settings,
            Rows = await sample,
            Texting = await texting,
            Partners = await others,
            Waiting = await waiting,
            Clock = await clock,
            Emergencies = await emergencies,
            Portal = await portal,
            Log = await tree,
        };

        Task<Asked<T>> Ask<T>(string what, Func<CancellationToken, Task<T>> look)
            where T : class => looks.AskAsync(what, look, cancellationToken);
    }
}
