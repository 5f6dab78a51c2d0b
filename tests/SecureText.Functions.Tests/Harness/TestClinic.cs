using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Audit.Tree;
using SecureText.Carriers;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Inbound;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Sending;
using SecureText.Settings;
using SecureText.Staff;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Harness;

/// <summary>
/// The program put together as in production, over Azurite, with a clock, keys, carrier and journal that a test holds.
/// <see cref="Restart"/> gives a new process over the same storage: nothing in memory survives.
/// </summary>
public sealed class TestClinic : IAsyncDisposable
{
    public const string LineNumber = "+12065550100";
    public const string Patient = "+12065550123";
    private readonly string account;
    private readonly HttpPipelineTransport? transport;
    private readonly HttpPipelinePolicy? counter;
    private readonly LineKind lineKind;
    private readonly bool realJournal;
    private ServiceProvider services = null!;
    private TestInstances? instances;

    private TestClinic(
        string account, LineKind lineKind, HttpPipelineTransport? transport, HttpPipelinePolicy? counter, bool realJournal) =>
        (this.account, this.lineKind, this.transport, this.counter, this.realJournal) =
        (account, lineKind, transport, counter, realJournal);

    /// <summary>The task hub; it outlives a <see cref="Restart"/>.</summary>
    public TestInstances Instances => instances ??= new TestInstances(this);

    /// <summary>The state of the clinic from the next <see cref="Restart"/> on.</summary>
    public UsState? State { get; set; }

    /// <summary>How long a sender waits for the line, from the next <see cref="Restart"/> on; the clock must then be moved for it.</summary>
    public TimeSpan WaitAtMost { get; set; }

    /// <summary>A Wednesday at noon in Seattle.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    public ManualTime Time { get; private init; } = new(Noon);

    public TestKeyWrapper Keys { get; private set; } = new();

    public TestCarrier Carrier { get; private init; } = new();

    public TestJournal Journal { get; private init; } = new();

    public CapturedLogs Logs { get; private init; } = new();

    public StaffMember Staff { get; } = new("u1", Role.Member);

    public static async Task<TestClinic> StartAsync(
        AzuriteFixture azurite,
        LineKind lineKind = LineKind.TenDigit,
        HttpPipelineTransport? transport = null,
        HttpPipelinePolicy? counter = null,
        bool realJournal = false)
    {
        var clinic = new TestClinic(azurite.NewAccount(), lineKind, transport, counter, realJournal);
        clinic.Restart();
        await clinic.Get<StorageClients>().EnsureAsync(CancellationToken.None);
        await clinic.Get<IndexKeys>().IndexAsync(CancellationToken.None);
        return clinic;
    }

    /// <summary>A second process of the same deployment, beside the first and past the faults injected into it.</summary>
    public TestClinic Beside(HttpPipelinePolicy? counter = null, bool realJournal = false)
    {
        var other = new TestClinic(account, lineKind, null, counter, realJournal)
        {
            Time = Time,
            Carrier = Carrier,
            Journal = Journal,
            Logs = Logs,
        };
        other.Restart();
        return other;
    }

    /// <summary>The middleware that asks the permission table.</summary>
    public AccessMiddleware Door(PlatformDoor? platform = null) =>
        ActivatorUtilities.CreateInstance<AccessMiddleware>(services, platform ?? Get<PlatformDoor>());

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public void Restart()
    {
        services?.Dispose();
        Keys = new TestKeyWrapper();
        var line = new ClinicLine(LineId.Parse("main"), PhoneNumber.Parse(LineNumber), lineKind);
        var hours = OpeningHours.Parse([KeyValuePair.Create("Wednesday", (string?)"08:00-17:00")]);
        var profile = new ClinicProfile(
            ClinicName.Parse("Sample Clinic"), TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"), [line], hours)
        { State = State };
        var storage = new StorageClients(new StorageOptions { ConnectionString = account }, null, transport, counter);
        var added = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IRandomSource, SystemRandomSource>()
            .AddSingleton(profile)
            .AddSingleton(PlatformSignIn.Options)
            .AddSingleton(new SenderOptions { WaitAtMost = WaitAtMost })
            .AddSingleton(storage)
            .AddSingleton<IKeyWrapper>(Keys)
            .AddSingleton<ICarrier>(Carrier)
            .AddSingleton(new AcsOptions { ConnectionString = "endpoint=http://localhost:4290/;accesskey=bWFkZS11cA==" })
            .AddSingleton(new PortalOptions { BaseUrl = new Uri("https://texts.clinic.example") })
            .AddLog(new TestSigner())
            .AddSecureTextCore()
            .AddSingleton<DueWorkTimer>();
        if (realJournal)
        {
            added.AddJournal(s => new AppendBlobJournal(
                storage.Journal, new JournalOptions { CreateContainer = true }, Time, s.GetRequiredService<IRandomSource>()));
        }
        else
        {
            added.AddJournal(_ => Journal);
        }

        services = added.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    /// <summary>Storage as it is, past every fault that the test injects.</summary>
    public StorageClients Storage() => new(new StorageOptions { ConnectionString = account }, null);

    /// <summary>Makes every call that leaves the program one of <paramref name="points"/>, beside those of storage.</summary>
    public void Watch(FaultPoints points)
    {
        var lost = false;
        Carrier.Before = _ => lost = points.Enter("carrier");
        Carrier.After = _ => points.Leave(lost);
        Journal.Before = _ => lost = points.Enter("journal");
        Journal.After = _ => points.Leave(lost);
    }

    public Task DeliverAsync(params string[] events) => Get<AcsEvents>().HandleAsync(events, CancellationToken.None);

    public async Task<ConversationId> ConversationOf(string number) =>
        (await Get<IndexKeys>().IndexAsync(CancellationToken.None)).For("main", number);

    /// <summary>The thread, opened, oldest first.</summary>
    public async Task<IReadOnlyList<(Message Message, string Text)>> ThreadOf(string number)
    {
        var id = await ConversationOf(number);
        var page = await Get<ConversationStore>().ReadAsync(id, null, 1000, CancellationToken.None);
        var thread = new List<(Message, string)>();
        foreach (var row in page.Messages)
        {
            thread.Add((row.Message, (await Get<SealedTexts>().OpenAsync(id, row, page.Keys, CancellationToken.None)).Value));
        }

        thread.Reverse();
        return thread;
    }

    public async Task<StaffSend> AnswerAsync(string number, string text, string key = "k1") =>
        await Get<StaffTexts>().SendAsync(
            await ConversationOf(number), Staff, SendPurpose.StaffReply, new MessageText(text), key, null, CancellationToken.None);

    /// <summary>Moves the clock and runs what is due, as the timer does and the task hub.</summary>
    public async Task TickAsync(TimeSpan later)
    {
        Time.Advance(later);
        await Get<DueWorkTimer>().RunAsync(new Microsoft.Azure.Functions.Worker.TimerInfo(), Instances, CancellationToken.None);
        await Instances.RunDueAsync();
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();
}
