using Azure;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class SlotLedgerStoreTests(TableStorageFixture storage)
{
    [Fact]
    public async Task Time_at_which_a_text_arrived_stands_in_the_row_with_the_next_slot()
    {
        using var process = await storage.StartAsync();
        using var other = process.Beside();
        var line = new ClinicLine(LineId.Parse("told"), PhoneNumber.Parse("+12065550100"), LineKind.TenDigit);
        var now = new DateTimeOffset(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);
        using SlotLedgerStore mine = new(process.Clients.Outbox), theirs = new(other.Clients.Outbox);
        var first = await mine.TakeAsync(line, 1, now, CancellationToken.None);
        mine.Arrived(line, first, first.AddMilliseconds(20));
        for (var n = 1; n < 60; n++) await mine.TakeAsync(line, 1, now, CancellationToken.None);

        // The rate is 60: the next goes a minute after the first had arrived, and the one after it when the second, of which
        // nobody has told, can be late no more.
        Assert.Equal(first.AddMilliseconds(20).AddMinutes(1), await theirs.TakeAsync(line, 1, now, CancellationToken.None));
        Assert.True(await theirs.TakeAsync(line, 1, now, CancellationToken.None) > first.AddMinutes(1) + SlotLedger.GoodFor);
    }

    [Fact]
    public async Task TakeAsync_by_many_at_once_never_gives_more_than_the_rate()
    {
        using var process = await storage.StartAsync();
        using var other = process.Beside();
        var line = new ClinicLine(LineId.Parse("main"), PhoneNumber.Parse("+12065550100"), LineKind.TenDigit);
        var now = new DateTimeOffset(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);
        SlotLedgerStore[] ledgers = [new(process.Clients.Outbox), new(other.Clients.Outbox)];

        var slots = await Task.WhenAll(Enumerable.Range(0, 24)
            .Select(n => ledgers[n % 2].TakeAsync(line, 1 + (n % 3), now, CancellationToken.None)));

        Assert.Equal(slots.Length, slots.Distinct().Count());
        var parts = slots.Select((slot, n) => (slot, parts: 1 + (n % 3))).ToList();
        Assert.All(parts, from => Assert.True(
            parts.Where(s => s.slot >= from.slot && s.slot < from.slot.AddMinutes(1)).Sum(s => s.parts)
                <= SlotLedger.RatePerMinute(line.Kind)));

        // No time is wasted either: the texts stand one behind the other.
        var last = slots.Max();
        Assert.True(last - now < TimeSpan.FromSeconds(2 * 24 * 1.2), $"{last - now}");
    }

    [Fact]
    public async Task TakeAsync_without_its_table_fails_and_does_not_try_for_ever()
    {
        using var process = await storage.StartAsync();
        await process.Clients.Outbox.DeleteAsync();
        var line = new ClinicLine(LineId.Parse("main"), PhoneNumber.Parse("+12065550100"), LineKind.TenDigit);
        using SlotLedgerStore ledger = new(process.Clients.Outbox);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => ledger.TakeAsync(line, 1, new DateTimeOffset(2026, 11, 18, 20, 0, 0, TimeSpan.Zero), patience.Token));

        Assert.Equal("TableNotFound", failure.ErrorCode);
    }
}
