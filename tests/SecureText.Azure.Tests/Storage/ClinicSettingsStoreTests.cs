using System.Text;
using Azure;
using Azure.Data.Tables;
using SecureText.Clinic;
using SecureText.Sealing;
using SecureText.Sending;

namespace SecureText.Storage;

[Collection(InTableStorage.Name)]
public class ClinicSettingsStoreTests(TableStorageFixture storage)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);

    private static readonly ClinicSettings First = ClinicSettings.Initial(new ClinicProfile(
        ClinicName.Parse("Sample Clinic"), TimeZoneInfo.Utc, [], OpeningHours.Parse([]))) with
    { Version = 1, OfficeNumber = "+12065550177", CannedReplies = [], Forms = [], Policies = [] };

    [Fact]
    public async Task ReadAsync_gives_the_newest_of_all_versions_and_each_is_kept()
    {
        using var process = await storage.StartAsync();
        var store = StoreOf(process);
        Assert.Equal(new StoredSettings(null, false), await store.ReadAsync(default));
        for (var version = 1; version <= 12; version++)
            Assert.True(await AddAsync(store, First with { Version = version, OfficeNumber = $"+120655501{version:D2}" }));

        using var other = process.Beside();
        var read = await StoreOf(other).ReadAsync(default);
        Assert.Equal((12L, "+12065550112", false), (read.Settings!.Version, read.Settings.OfficeNumber, read.IsDamaged));
        Assert.Equal(12, await VersionsAsync(process).CountAsync());
    }

    [Fact]
    public async Task AddAsync_of_a_version_that_is_there_writes_nothing()
    {
        using var process = await storage.StartAsync();
        var store = StoreOf(process);
        Assert.True(await AddAsync(store, First));
        Assert.False(await AddAsync(StoreOf(process), First with { OfficeNumber = "+12065550188" }));
        Assert.Equal("+12065550177", (await store.ReadAsync(default)).Settings!.OfficeNumber);
    }

    [Fact]
    public async Task Large_document_comes_back_and_no_document_stands_in_clear()
    {
        using var process = await storage.StartAsync();
        var text = string.Concat(Enumerable.Repeat("Marmaladeheron ", 6000));
        var large = First with { Version = 2, Policies = [new StaffPolicy("p", "P", 1, text)] };
        Assert.True(await AddAsync(StoreOf(process), First));
        Assert.True(await AddAsync(StoreOf(process), large));

        using var other = process.Beside();
        Assert.Equal(text, (await StoreOf(other).ReadAsync(default)).Settings!.Policies[0].Text);
        await foreach (var row in VersionsAsync(process))
        {
            var stored = string.Join(' ', row.Select(property =>
                property.Value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{property.Value}"));
            Assert.DoesNotContain("2065550177", stored, StringComparison.Ordinal);
            Assert.DoesNotContain("Marmaladeheron", stored, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string> Damages => ["document", "author", "moved", "gone-key"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Version_that_was_changed_is_told_and_the_one_before_is_given(string damage)
    {
        using var process = await storage.StartAsync();
        Assert.True(await AddAsync(StoreOf(process), First));
        Assert.True(await AddAsync(StoreOf(process), First with { Version = 2, OfficeNumber = "+12065550188" }));
        var row = await VersionsAsync(process).FirstAsync();
        switch (damage)
        {
            case "document":
                row.GetBinary("Document")[^1] ^= 1;
                break;
            case "author":
                row["By"] = "staff:somebody-else";
                break;
            case "moved":
                row.RowKey = row.RowKey[..^1] + (row.RowKey[^1] - '0' - 1);
                break;
            case "gone-key":
                row["Document"] = Array.Empty<byte>();
                break;
        }

        await process.Clients.Settings.UpsertEntityAsync(row, TableUpdateMode.Replace);
        using var other = process.Beside();
        var read = await StoreOf(other).ReadAsync(default);
        Assert.True(read.IsDamaged);

        // The number is that of the newest row, so that the next change goes on top of it.
        Assert.Equal(damage == "moved" ? (3, "+12065550188") : (2, "+12065550177"), (read.Settings!.Version, read.Settings.OfficeNumber!));
        Assert.True(await AddAsync(StoreOf(other), First with { Version = read.Version + 1 }));
        Assert.False((await StoreOf(other).ReadAsync(default)).IsDamaged);
    }

    private static Task<bool> AddAsync(ClinicSettingsStore store, ClinicSettings settings) =>
        store.AddAsync(settings, "staff:u1", Noon, default);

    private static AsyncPageable<TableEntity> VersionsAsync(StorageProcess process) =>
        process.Clients.Settings.QueryAsync<TableEntity>("RowKey ge 'V|' and RowKey lt 'V}'");

    private static ClinicSettingsStore StoreOf(StorageProcess process)
    {
        var (wrapper, random) = (new RsaWrapper(), new SystemRandomSource());
        return new ClinicSettingsStore(
            process.Clients.Settings, process.Clients.LongTexts, process.Keys,
            new WritingKeys(wrapper, random, TimeProvider.System), new DataKeyCache(wrapper, TimeProvider.System), random);
    }
}
