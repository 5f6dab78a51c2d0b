using SecureText.Clock;
using SecureText.Demo;
using SecureText.Run;

namespace SecureText.Weeks;

public class TimeDriverTests
{
    private const string Number = "+12065550123";

    [Fact]
    public async Task Text_for_tomorrow_goes_when_time_has_been_played()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var folder = Directory.CreateTempSubdirectory("securetext-test-").FullName;
        using var clock = LocalClock.Create(Path.Combine(folder, "clock"), ClinicCalendar.Start);
        await using (var system = await LocalSystem.StartAsync(
            new LocalOptions().Apart(folder) with { Clock = clock }, ClinicCalendar.Clinic, _ => { }, limit.Token))
        {
            var driver = new TimeDriver(system, clock);
            var desk = new StaffDesk(system, clock);
            clock.Run(TimeDriver.Factor);
            await DemoStaff.SeedAsync(system, limit.Token);
            await new PatientPhone(system, Number).TextAsync("When should I come?", limit.Token);
            var member = await desk.MemberAsync(limit.Token);
            var page = (await member.GetAsync("api/conversations?view=open", limit.Token)).Must(200);
            var at = ClinicCalendar.At(1, 9, 0);
            var message = new { text = "Come at ten.", channel = "sms", sendAt = at, idempotencyKey = "later-1" };
            (await member.PostAsync($"api/conversations/{page.Json!["items"]![0]!["id"]}/messages", message, limit.Token)).Must(202);
            var planned = DateTimeOffset.MinValue;
            driver.Plan(ClinicCalendar.At(2, 9, 0), _ =>
            {
                planned = driver.Now;
                return Task.CompletedTask;
            });

            await driver.UntilAsync(ClinicCalendar.At(3, 9, 0), limit.Token);

            var sent = system.Handset.Network.Thread(Number)[^1];
            Assert.Equal("Come at ten.", sent.Text);
            Assert.InRange(sent.At, at, at.AddMinutes(1));
            Assert.InRange(planned, ClinicCalendar.At(2, 9, 0), ClinicCalendar.At(2, 9, 1));
            Assert.InRange(driver.Jumps, 3, 20);
        }

        Directory.Delete(folder, recursive: true);
    }
}
