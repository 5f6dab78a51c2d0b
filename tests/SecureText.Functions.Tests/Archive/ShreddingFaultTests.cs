using Azure;
using SecureText.Conversations;
using SecureText.Faults;
using SecureText.Harness;
using SecureText.Portal;
using SecureText.Sealing;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Archive;

/// <summary>P3: a shredding that goes wrong or dies at any call is finished by its promise, and begins nothing by halves.</summary>
public class ShreddingFaultTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int FewestCalls = 60;
    private const int MostCalls = 110;

    [Theory]
    [InlineData(FaultKind.FailBefore)]
    [InlineData(FaultKind.FailAfter)]
    [InlineData(FaultKind.Kill)]
    [InlineData(FaultKind.KillAfter)]
    public async Task Shredding_that_goes_wrong_at_any_call_is_finished_by_its_promise(FaultKind kind)
    {
        var points = new FaultPoints();
        await using var clinic = await TestClinic.StartAsync(azurite, transport: new FaultTransport(points));
        clinic.Watch(points);
        for (var n = 1; n <= MostCalls; n++) await FillAsync(clinic, Faults.Patients.Number(n));

        // Other work that is still promised would take the faults for itself.
        for (var tick = 0; tick < 200 && await EndState.HasPromisesAsync(clinic); tick++) await clinic.TickAsync(TimeSpan.FromSeconds(31));
        Assert.False(await EndState.HasPromisesAsync(clinic));
        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        var hits = new List<(ConversationId Id, string Hit)>();
        var nth = 1;
        for (; ; nth++)
        {
            points.Arm(kind, 0);
            var number = Faults.Patients.Number(nth);
            var id = await clinic.ConversationOf(number);
            await OrderAsync(clinic, id, number[^4..]);

            // One that was done in an earlier run of the same process is not asked for its keys again.
            clinic.Restart();
            points.Arm(kind, nth);
            clinic.Time.Advance(ArchiveTransitions.Wait);
            for (var tick = 0; tick < 12 && (tick == 0 || await EndState.HasPromisesAsync(clinic)); tick++)
            {
                try
                {
                    await clinic.TickAsync(TimeSpan.FromSeconds(40));
                }
                catch (RequestFailedException) when (points.Hit is not null)
                {
                }

                if (!points.IsDead) continue;
                clinic.Restart();
                points.Revive();
            }

            var hit = points.Hit;
            points.Arm(kind, 0);
            hits.Add((id, $"{kind} at call {nth} ({hit})"));
            if (hit is null) break;
        }

        var end = await StorageSnapshot.OfAsync(clinic);
        var failures = new List<string>();
        foreach (var (id, at) in hits)
        {
            if (await LeftAsync(clinic, end, id) is { Length: > 0 } left) failures.Add($"{at}: {left}");
        }

        Assert.True(nth > FewestCalls, $"The faults did not reach the calls: {nth}.");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static async Task FillAsync(TestClinic clinic, string number)
    {
        var id = await clinic.TextAsync(number: number);
        var patient = await PortalRun.NameAsync(clinic, id, "Jane Sample");
        await clinic.Get<StaffNotes>().WriteAsync(id, clinic.Staff, new MessageText("Look."), ["u2"], "k", CancellationToken.None);
        await PortalRun.LinkAsync(clinic, id, patient);
        var message = MessageId.For(clinic.Time.GetUtcNow(), "file");
        using var from = new MemoryStream([0xff, 0xd8, 0xff, 0xe0]);
        await clinic.Get<AttachmentBlobs>().WriteAsync(id, message, from, CancellationToken.None);
    }

    // Past the export, which has tests of its own.
    private static async Task OrderAsync(TestClinic clinic, ConversationId id, string lastFour)
    {
        var archive = clinic.Get<ArchiveStore>();
        var keeping = (await archive.ReadAsync(id, CancellationToken.None))!;
        var exported = keeping.Row.Archive.Exported(clinic.Time.GetUtcNow(), "staff:u1");
        Assert.True(await archive.SaveAsync(id, keeping.Row, exported, null, CancellationToken.None));
        Assert.Equal(202, (await clinic.AskAsync("ShredRecord", id, new { lastFour })).Status);
    }

    private static async Task<string> LeftAsync(TestClinic clinic, StorageSnapshot end, ConversationId id)
    {
        var places = end.With(id.Value).Where(place => place != $"Conversations|{id.Value}|G").ToList();
        var stub = await clinic.Get<ShredStore>().FindStubAsync(id, CancellationToken.None);
        if (stub is not { IsUnderway: false, IsWhole: true }) places.Add("stub");
        if (!clinic.Journal.Entries.Any(e => e.Action == "record.shredded" && e.Subjects.Contains(id.Value))) places.Add("journal");
        return string.Join(", ", places);
    }
}
