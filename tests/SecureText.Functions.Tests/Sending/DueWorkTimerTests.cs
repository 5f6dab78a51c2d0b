using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Sending;

public class DueWorkTimerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Run_ends_when_an_item_cannot_even_be_put_off_and_the_next_one_finds_it()
    {
        var transport = new FaultTransport(new FaultPoints());
        await using var clinic = await TestClinic.StartAsync(azurite, transport: transport);
        clinic.WaitAtMost = TimeSpan.FromSeconds(10);
        clinic.Restart();
        var id = await clinic.AgreeAsync();
        var text = await clinic.QueueAsync(id, "Your visit is tomorrow.");
        clinic.Carrier.Before = _ =>
        {
            transport.Before((_, _) => throw new InvalidOperationException("Storage is silent."));
            throw new IOException("The carrier is silent.");
        };

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => clinic.TickAsync(TimeSpan.FromMinutes(1)).WaitAsync(TimeSpan.FromSeconds(20)));

        var due = await clinic.Get<DueWork>().DueAsync(clinic.Time.GetUtcNow(), CancellationToken.None).ToListAsync();
        Assert.Contains(due, item => item.Message == text);
    }
}
