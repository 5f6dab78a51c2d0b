using SecureText.Archive;

namespace SecureText.Evidence;

public class SafeguardTests
{
    private static readonly Spoiled[] Cases =
    [
        new("every-function-has-a-rule", "(Forgotten)", f => f with { Door = Asked.Of(GoodFacts.Door with { WithoutRule = ["Forgotten"] }) }),
        new("platform-door", "does not run in Azure", f => f with { Deployment = Asked.Of(GoodFacts.Deployment with { InAzure = false }) }),
        new("platform-door", "is not True", f => f with { Deployment = Asked.Of(GoodFacts.Deployment with { DoorFault = "WEBSITE_AUTH_ENABLED is not True" }) }),
        new("storage-by-identity", "Storage is opened by a key", f => f with { Deployment = Asked.Of(GoodFacts.Deployment with { StorageHoldsKey = true }) }),
        new("storage-by-identity", "The carrier is opened by a key", f => f with { Deployment = Asked.Of(GoodFacts.Deployment with { CarrierHoldsKey = true }) }),
        new("storage-by-identity", "Storage and carrier", f => f with { Deployment = Asked.Of(GoodFacts.Deployment with { StorageHoldsKey = true, CarrierHoldsKey = true }) }),
        new("containers-private", "attachments", f => f with { Containers = Asked.Of(new ContainerFacts(5, ["attachments"])) }),
        new("unique-users", "1 accounts stand for two", f => f with { Staff = Asked.Of(GoodFacts.Staff with { Doubled = 1 }) }),
        new("unique-users", "1 entry was changed", f => f with { Staff = Asked.Of(GoodFacts.Staff with { Damaged = 1 }) }),
        new("idle-sign-out", "60 minutes", f => f with { SignIns = Asked.Of(GoodFacts.SignIns with { LongestIdle = TimeSpan.FromHours(1) }) }),
        new("idle-sign-out", "48 hours", f => f with { SignIns = Asked.Of(GoodFacts.SignIns with { Longest = TimeSpan.FromDays(2) }) }),
        new("key-in-vault", "in a file", f => f with { Key = Asked.Of(new KeyFacts(null, 3072)) }),
        new("key-strength", "2048 bits", f => f with { Key = Asked.Of(new KeyFacts("v", 2048)) }),
        new("words-sealed", "words of 2 are not sealed", f => f with { Rows = Asked.Of(GoodFacts.Rows with { InClear = 2 }) }),
        new("journal-written", "0 blobs", f => f with { Journal = Asked.Of(new JournalFacts(true, false, 0, 0)) }),
        new("log-checkpoint", "no signed checkpoint", f => f with { Log = Asked.Of(GoodFacts.Log with { CheckpointAt = null }) }),
        new("log-checkpoint", "(16 minutes ago)", f => f with { Log = Asked.Of(GoodFacts.Log with { CheckpointAt = GoodFacts.Now.AddMinutes(-16) }) }),
        new("log-checkpoint", "a moment ago", f => f with { Log = Asked.Of(GoodFacts.Log with { CheckpointAt = GoodFacts.Now.AddHours(1) }) }),
        new("clock", "61", f => f with { Clock = Asked.Of(new ClockFacts(TimeSpan.FromSeconds(61))) }),
        new("clock", "61", f => f with { Clock = Asked.Of(new ClockFacts(TimeSpan.FromSeconds(-61))) }),
        new("log-verified", "has not been verified", f => f with { Log = Asked.Of(GoodFacts.Log with { VerifiedAt = null }) }),
        new("log-verified", "tampered", f => f with { Log = Asked.Of(GoodFacts.Log with { Outcome = "tampered" }) }),
        new("log-verified", "unreadable", f => f with { Log = Asked.Of(GoodFacts.Log with { Outcome = "unreadable" }) }),
        new("log-verified", "(2 days ago)", f => f with { Log = Asked.Of(GoodFacts.Log with { VerifiedAt = GoodFacts.Now.AddDays(-2) }) }),
        new("log-verified", "a moment ago", f => f with { Log = Asked.Of(GoodFacts.Log with { VerifiedAt = GoodFacts.Now.AddHours(1) }) }),
        new("log-immutable", "immutability", f => f with { Journal = Asked.Of(new JournalFacts(false, false, 2, 9000)) }),
        new("nothing-waits", "3 events wait", f => f with { Waiting = Asked.Of(new WaitingFacts(3, 0)) }),
        new("nothing-waits", "2 blobs with events", f => f with { Waiting = Asked.Of(new WaitingFacts(0, 2)) }),
        new("emergency-access", "the oldest since 2026-11-15", f => f with { Emergencies = Asked.Of(GoodFacts.Emergencies with { OldestWaiting = GoodFacts.Now.AddDays(-3.1) }) }),
        new("emergency-access", "2 wait for", f => f with { Emergencies = Asked.Of(GoodFacts.Emergencies with { Waiting = 2, OldestWaiting = null }) }),
        new("emergency-access", "1 entry was changed", f => f with { Emergencies = Asked.Of(GoodFacts.Emergencies with { Damaged = 1 }) }),
        new("emergency-access", "lasts 120 minutes", f => f with { Emergencies = Asked.Of(GoodFacts.Emergencies with { Longest = TimeSpan.FromHours(2) }) }),
        new("rows-whole", "1 were changed", f => f with { Rows = Asked.Of(GoodFacts.Rows with { Changed = 1 }) }),
        new("rows-whole", "OPENED", f => f with { Rows = Asked.Of(GoodFacts.Rows with { RefusesFlippedBit = false }) }),
        new("settings-whole", "changed outside", f => f with { Settings = Asked.Of(new SettingsFacts(GoodFacts.Settings, true, true)) }),
        new("tenant", "tenant", f => f with { Deployment = Asked.Of(GoodFacts.Deployment with { Tenant = Guid.Empty }) }),
        new("tenant", "LET IN", f => f with { SignIns = Asked.Of(GoodFacts.SignIns with { RefusesForeigners = false }) }),
        new("second-factor", "LET IN", f => f with { SignIns = Asked.Of(GoodFacts.SignIns with { RefusesOneFactor = false }) }),
        new("second-factor", "REFUSED", f => f with { SignIns = Asked.Of(GoodFacts.SignIns with { TakesTwoFactors = false }) }),
        new("patient-proof", "1 took more", f => f with { Portal = Asked.Of(GoodFacts.Portal with { OverTried = 1 }) }),
        new("webhook-secrets", "2025-11-17", f => f with { Partners = Asked.Of(GoodFacts.Partners with { Secrets = [GoodFacts.Now.AddDays(-366), GoodFacts.Now] }) }),
        new("sms-says-little", "1 would have gone", f => f with { Texting = Asked.Of(GoodFacts.Texting with { GateMissed = ["Your biopsy"] }) }),
        new("sealed-on-the-way", "OPENED", f => f with { Rows = Asked.Of(GoodFacts.Rows with { RefusesFlippedBit = false }) }),
        new("tls", "clinic.example", f => f with { Deployment = Asked.Of(GoodFacts.Deployment with { Addresses = [new Uri("http://texts.clinic.example")] }) }),
        new("tls", "0 addresses", f => f with { Deployment = Asked.Of(GoodFacts.Deployment with { Addresses = [] }) }),
        new("access-removed", "2 people come in without", f => f with { Staff = Asked.Of(GoodFacts.Staff with { Away = 2 }) }),
        new("owners", "0 owners", f => f with { Staff = Asked.Of(GoodFacts.Staff with { Owners = 0 }) }),
        new("training", "4 of 6", f => f with { Staff = Asked.Of(GoodFacts.Staff with { TrainingDue = 2 }) }),
        new("training", "1 of them do not open", f => f with { Staff = Asked.Of(GoodFacts.Staff with { DamagedRecords = 1 }) }),
        new("training", "no policy", f => f with { Settings = Asked.Of(new SettingsFacts(GoodFacts.Settings with { Policies = [] }, false, true)) }),
        new("agreements", "Past or wrong: Azure Storage", f => f with
        {
            Settings = Asked.Of(new SettingsFacts(
                GoodFacts.Settings with { Agreements = [GoodFacts.Settings.Agreements[0] with { ReviewOn = new DateOnly(2026, 11, 17) }] }, false, true)),
        }),
        new("retention", "kept 5 years", f => f with { Settings = Asked.Of(new SettingsFacts(GoodFacts.Settings with { Retention = new Retention(5) }, false, true)) }),
        new("retention", "changed outside", f => f with { Settings = Asked.Of(new SettingsFacts(GoodFacts.Settings, true, true)) }),
        new("minimum-necessary", "Your biopsy", f => f with { Texting = Asked.Of(GoodFacts.Texting with { GateMissed = ["Your biopsy"] }) }),
        new("minimum-necessary", "refused 1", f => f with { Texting = Asked.Of(GoodFacts.Texting with { GateStopped = 1 }) }),
        new("minimum-necessary", "knows 7 words", f => f with { Texting = Asked.Of(GoodFacts.Texting with { GateEntries = 7 }) }),
        new("consent", "Campaign Billing", f => f with { Texting = Asked.Of(GoodFacts.Texting with { SentWithoutConsent = ["Campaign Billing"] }) }),
        new("withdrawal", "1 did not withdraw", f => f with { Texting = Asked.Of(GoodFacts.Texting with { KeywordsMissed = ["stop"] }) }),
        new("withdrawal", "1 kinds of text would still", f => f with { Texting = Asked.Of(GoodFacts.Texting with { SentAfterStop = ["Campaign Billing"] }) }),
        new("quiet-hours", "AfterHours", f => f with { Texting = Asked.Of(GoodFacts.Texting with { SentAtNight = ["AfterHours"] }) }),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Length)];

    public static TheoryData<string> Checks => [.. Safeguards.All.Select(one => one.Check)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Check_of_a_good_clinic_passes_and_of_a_spoiled_one_fails_with_what_and_how_to_mend_it(int index)
    {
        var spoiled = Cases[index];
        var safeguard = Safeguards.All.Single(one => one.Check == spoiled.Check);
        Assert.Equal(EvidenceStatus.Pass, safeguard.Look(GoodFacts.All).Status);
        var item = safeguard.Look(spoiled.How(GoodFacts.All));
        Assert.Equal(EvidenceStatus.Fail, item.Status);
        Assert.Contains(spoiled.Found, item.Found, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(item.Mend));
    }

    [Fact]
    public void Every_observed_check_has_a_case_that_fails() => Assert.Empty(
        Safeguards.All.Where(one => one.Basis == EvidenceBasis.Observed).Select(one => one.Check).Except(Cases.Select(one => one.Check)));

    [Theory]
    [MemberData(nameof(Checks))]
    public void Check_of_a_silent_system_passes_only_when_a_test_stands_for_it(string check)
    {
        var item = Safeguards.All.Single(one => one.Check == check).Look(GoodFacts.Silent);
        Assert.Equal(
            item.Basis switch
            {
                EvidenceBasis.Observed => EvidenceStatus.Fail,
                EvidenceBasis.Tested => EvidenceStatus.Pass,
                _ => EvidenceStatus.Clinic,
            },
            item.Status);
        if (item.Basis == EvidenceBasis.Observed) Assert.Equal("This could not be asked: IOException.", item.Found);
        Assert.Equal(item.Status == EvidenceStatus.Pass, item.Mend is null);
    }

    [Fact]
    public void Judgement_that_breaks_is_a_fail_and_says_nothing_of_its_cause()
    {
        var broken = Safeguards.All[0] with { Judge = _ => throw new InvalidDataException("a row key") };
        var item = broken.Look(GoodFacts.All);
        Assert.Equal((EvidenceStatus.Fail, "This could not be judged: InvalidDataException."), (item.Status, item.Found));
    }

    [Fact]
    public void Table_without_messages_is_neither_good_nor_bad()
    {
        var empty = GoodFacts.All with { Rows = Asked.Of(new RowFacts(0, 0, 0, 0, 0, 0, RefusesFlippedBit: true)) };
        Assert.All(
            Safeguards.All.Where(one => one.Check is "words-sealed" or "rows-whole"),
            one => Assert.Equal(EvidenceStatus.Clinic, one.Look(empty).Status));
    }

    [Fact]
    public void Clinic_that_has_sent_no_link_is_told_that_no_lock_was_tried() => Assert.Equal(
        EvidenceStatus.Clinic,
        Safeguards.All.Single(one => one.Check == "patient-proof").Look(GoodFacts.All with { Portal = Asked.Of(GoodFacts.Portal with { Links = 0, Locked = 0 }) }).Status);

    [Fact]
    public void People_who_were_invited_and_have_not_come_are_not_said_to_have_an_account() => Assert.Contains(
        "2 of them have not signed in yet",
        Safeguards.All.Single(one => one.Check == "unique-users").Look(GoodFacts.All with { Staff = Asked.Of(GoodFacts.Staff with { Unbound = 2 }) }).Found,
        StringComparison.Ordinal);

    [Fact]
    public void Emergency_that_never_was_is_as_good_as_one_that_was_looked_at() => Assert.Equal(
        EvidenceStatus.Pass,
        Safeguards.All.Single(one => one.Check == "emergency-access").Look(GoodFacts.All with
        {
            Emergencies = Asked.Of(new EmergencyFacts(0, 0, 0, null, 0, TimeSpan.FromHours(1))),
        }).Status);

    [Fact]
    public void Clinic_without_webhooks_needs_no_secret() => Assert.Equal(
        EvidenceStatus.Pass,
        Safeguards.All.Single(one => one.Check == "webhook-secrets").Look(GoodFacts.All with { Partners = Asked.Of(new PartnerFacts([], 0)) }).Status);

    [Fact]
    public void Report_counts_what_it_lists()
    {
        var report = EvidenceReport.Of(GoodFacts.All, "Olivia Sample");
        Assert.Equal(Safeguards.All.Count, report.Items.Count);
        Assert.Equal(report.Items.Count, report.Counts.Pass + report.Counts.Fail + report.Counts.Clinic);
        Assert.Equal(0, report.Counts.Fail);
        Assert.True(report.Counts.Clinic > 10);
    }

    private sealed record Spoiled(string Check, string Found, Func<EvidenceFacts, EvidenceFacts> How);
}
