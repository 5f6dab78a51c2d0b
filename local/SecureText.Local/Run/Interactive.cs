using SecureText.Demo;

namespace SecureText.Run;

/// <summary>Runs everything until somebody stops it.</summary>
internal static class Interactive
{
    internal static async Task<int> RunAsync(LocalOptions options, Action<string> say, CancellationToken stop)
    {
        var clinic = LocalClinic.Demo(options.LineRate, TimeProvider.System.GetUtcNow());
        await using var system = await LocalSystem.StartAsync(options, clinic, say, stop);
        await DemoClinic.SeedAsync(system, say, stop);
        say(string.Empty);
        say($"Staff:      {system.Site} (sign in as owner, manager or member)");
        say($"Handset:    {system.Handset.Address} (a patient's phone; open the links that it gets, born {DemoClinic.BirthDate})");
        say($"Sign-in:    {system.SignIn.Address} (stands in for Entra)");
        say($"Functions:  {system.Functions}api/health/ready (behind {system.Site}api)");
        say($"Storage:    {system.Azurite.BlobEndpoint}");
        say($"Line:       {system.Clinic.Line.Number}, {system.Clinic.Name}");
        say($"Log:        {system.FunctionsLog}");
        say("Ctrl-C stops it; the data stays.");
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            say("Stopping");
        }

        return 0;
    }
}
