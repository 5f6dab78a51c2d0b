using Azure.Data.Tables;
using SecureText.Harness;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.BreakGlass;

/// <summary>What tells of a patient goes with the record, whatever somebody has done to the row.</summary>
public class EmergencyForgetTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Words_of_a_row_that_somebody_has_changed_go_too()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var (random, store, now) = (clinic.Get<IRandomSource>(), clinic.Get<EmergencyStore>(), clinic.Time.GetUtcNow());
        var id = await clinic.ConversationOf(TestClinic.Patient);
        var grant = new EmergencyGrant { Id = EmergencyId.New(now, random), Staff = StaffId.New(random), Conversation = id, From = now };
        Assert.True(await store.AddAsync(grant, "Patient called from a hospital", null, CancellationToken.None));
        var table = clinic.Storage().Staff;
        var row = (await table.GetEntityAsync<TableEntity>("emergency", "E|" + grant.Id.Value)).Value;
        row["Reviewed"] = true;
        await table.UpdateEntityAsync(row, row.ETag);

        await store.ForgetAsync(id, CancellationToken.None);
        Assert.Empty((await table.GetEntityAsync<TableEntity>("emergency", "E|" + grant.Id.Value)).Value.GetBinary("Reason")!);
        Assert.Null(await store.FindAsync(grant.Id, CancellationToken.None));
    }
}
