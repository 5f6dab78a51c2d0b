using SecureText.Clinic;
using SecureText.Sending;

namespace SecureText.Evidence;

/// <summary>A clinic in which every check that a program can make is as it should be; each test spoils one thing.</summary>
internal static class GoodFacts
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    public static ClinicSettings Settings { get; } = ClinicSettings.Initial(new ClinicProfile(
        ClinicName.Parse("Lakeside Clinic"), TimeZoneInfo.Utc, [], OpeningHours.Parse([]))) with
    {
        Agreements = [.. ClinicDefaults.Agreements.Select(row => row with
        {
            SignedOn = new DateOnly(2026, 1, 5), Reference = "Drawer 3", ReviewOn = new DateOnly(2027, 1, 5),
        })],
    };

    public static DeploymentFacts Deployment { get; } = new(
        InAzure: true, StorageHoldsKey: false, CarrierHoldsKey: false, [new Uri("https://texts.clinic.example")], DoorFault: null,
        new Guid("11111111-1111-4111-8111-111111111111"));

    public static DoorFacts Door { get; } = new(60, [], ["HealthLive"], 50);

    public static StaffFacts Staff { get; } = new(
        Owners: 2, Managers: 1, Members: 3, ShutOut: 1, Damaged: 0, Doubled: 0, TrainingDue: 0, Records: 18, DamagedRecords: 0, Away: 0);

    public static SignInFacts SignIns { get; } = new(
        4, 2, TimeSpan.FromMinutes(15), TimeSpan.FromHours(12), RefusesOneFactor: true, RefusesForeigners: true, TakesTwoFactors: true);

    public static RowFacts Rows { get; } = new(
        Looked: 20, WithMac: 15, Changed: 0, Words: 12, InClear: 0, Held: 1, RefusesFlippedBit: true);

    public static TextingFacts Texting { get; } = TextingTrial.Run(Now, TimeZoneInfo.Utc, null);

    public static PartnerFacts Partners { get; } = new([Now.AddDays(-30)], 2);

    public static EmergencyFacts Emergencies { get; } = new(3, 1, 1, Now.AddDays(-2), 0, TimeSpan.FromHours(1));

    public static PortalFacts Portal { get; } = new(10, 1, 0, 5, TimeSpan.FromMinutes(15));

    public static LogFacts Log { get; } = new(Now.AddMinutes(-3), 1234, Now.AddHours(-7), "whole");

    public static EvidenceFacts All { get; } = new()
    {
        Now = Now,
        Clinic = "Lakeside Clinic",
        TimeZone = TimeZoneInfo.Utc,
        Version = "0.1.0",
        Deployment = Asked.Of(Deployment),
        Key = Asked.Of(new KeyFacts("lakeside.vault.azure.net", 3072)),
        Door = Asked.Of(Door),
        Containers = Asked.Of(new ContainerFacts(5, [])),
        Journal = Asked.Of(new JournalFacts(HasImmutabilityPolicy: true, HasLegalHold: false, 2, 9000)),
        Staff = Asked.Of(Staff),
        SignIns = Asked.Of(SignIns),
        Settings = Asked.Of(new SettingsFacts(Settings, IsDamaged: false, HasState: true)),
        Rows = Asked.Of(Rows),
        Texting = Asked.Of(Texting),
        Partners = Asked.Of(Partners),
        Waiting = Asked.Of(new WaitingFacts(0, 0)),
        Clock = Asked.Of(new ClockFacts(TimeSpan.FromSeconds(-1.2))),
        Emergencies = Asked.Of(Emergencies),
        Portal = Asked.Of(Portal),
        Log = Asked.Of(Log),
    };

    /// <summary>The same clinic when nothing answers.</summary>
    public static EvidenceFacts Silent { get; } = All with
    {
        Deployment = Asked.Silent<DeploymentFacts>("IOException"),
        Key = Asked.Silent<KeyFacts>("IOException"),
        Door = Asked.Silent<DoorFacts>("IOException"),
        Containers = Asked.Silent<ContainerFacts>("IOException"),
        Journal = Asked.Silent<JournalFacts>("IOException"),
        Staff = Asked.Silent<StaffFacts>("IOException"),
        SignIns = Asked.Silent<SignInFacts>("IOException"),
        Settings = Asked.Silent<SettingsFacts>("IOException"),
        Rows = Asked.Silent<RowFacts>("IOException"),
        Texting = Asked.Silent<TextingFacts>("IOException"),
        Partners = Asked.Silent<PartnerFacts>("IOException"),
        Waiting = Asked.Silent<WaitingFacts>("IOException"),
        Clock = Asked.Silent<ClockFacts>("IOException"),
        Emergencies = Asked.Silent<EmergencyFacts>("IOException"),
        Portal = Asked.Silent<PortalFacts>("IOException"),
        Log = Asked.Silent<LogFacts>("IOException"),
    };
}
