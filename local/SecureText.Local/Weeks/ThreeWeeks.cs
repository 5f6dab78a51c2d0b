using SecureText.Audit;
using SecureText.Canary;
using SecureText.Clock;
using SecureText.Demo;
using SecureText.Run;

namespace SecureText.Weeks;

/// <summary>
/// Three weeks at the clinic with two hundred patients, played by moving the clock. Everything goes through the
/// interfaces that staff, patients and the clinic's other systems use; the script knows what must come of it.
/// </summary>
internal sealed partial class ThreeWeeks : IPlay
{
    private readonly LocalSystem system;
    private readonly TimeDriver driver;
    private readonly StaffDesk desk;
    private readonly FileImport files;
    private readonly Patients patients;
    private readonly Script script = new();
    private readonly List<PlantedCanary> secrets = [];
    private readonly List<string> table = [];
    private readonly Func<string, Hooks> newHooks;
    private readonly LogCopy log;
    private readonly LocalClock clock;
    private Hooks hooks = null!;

    internal ThreeWeeks(LocalSystem system, LocalClock clock)
    {
        (this.system, this.clock) = (system, clock);
        driver = new TimeDriver(system, clock);
        desk = new StaffDesk(system, clock);
        log = new LogCopy(system, desk.ManagerAsync);
        files = new FileImport(desk, driver.SettleAsync);
        patients = new Patients(system, driver);
        driver.AtRest = patients.ReadAsync;
        script.Text = (person, words, stop) => new PatientPhone(system, person.Number).TextAsync(words, stop);
        script.FillIn = FillInAsync;
        newHooks = secret => new Hooks(system, secret, clock);
        clock.Run(TimeDriver.Factor);
    }

    public CanaryReport? Canaries { get; private set; }

    public JournalReport? Journal { get; private set; }

    public IReadOnlyList<DemoStep> Steps() =>
    [
        new("staff sign in, and another system gets its secret", BeginAsync),
        new("patients, visits and statements are imported", ImportAsync),
        new("the same files again change nothing", ImportAgainAsync),
        new("previews say what will go, and campaigns start", StartAsync),
        new("the first week", FirstWeekAsync),
        new("the functions are killed in the middle of a campaign", KillAsync),
        new("the second week", SecondWeekAsync),
        new("news for everybody, and the third week", ThirdWeekAsync),
        new("every patient got what the script says", TextsAsync),
        new("who wanted no more texts got none", LeaversAsync),
        new("the figures are the script's own", FiguresAsync),
        new("no orchestration failed", OrchestrationsAsync),
        new("nothing personal stands in storage, task hub or output", ScanAsync),
        new("the journal is whole and has it all", JournalAsync),
        new("the signed log is whole", token => log.VerifyHereAsync(clock, token)),
    ];

    public IEnumerable<string> Counts()
    {
        yield return DemoReport.Traffic(system);
        yield return $"patients: {script.People.Count}; the clock was moved {driver.Jumps} times; it ended at {driver.Now:yyyy-MM-dd HH:mm} UTC";
        foreach (var line in table) yield return line;
    }

    private async Task<string> BeginAsync(CancellationToken cancellationToken)
    {
        await DemoStaff.SeedAsync(system, cancellationToken);
        var owner = await desk.OwnerAsync(cancellationToken);
        var secret = (await owner.PostAsync("api/webhooks/secrets", new { }, cancellationToken)).Must(201).Json!;
        var value = (string)secret["secret"]!;
        secrets.Add(new PlantedCanary("webhook secret", value));
        hooks = newHooks(value);
        foreach (var (number, codes) in script.Failures) system.Handset.Network.Switches.NextFailures[number] = new(codes);
        return "the secret is shown once";
    }
}
