using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SecureText.Settings;

/// <summary>
/// Keeps the web server from writing down what it could not read: at Debug it repeats lines and headers of a request, and with
/// them cookies and sign-ins. Whoever turns everything on to find a fault must not get those.
/// </summary>
internal static class SilentServer
{
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel";

    /// <summary>Adds the rule; the longest name counts, so a level for everything does not undo it.</summary>
    public static IServiceCollection AddSilentServer(this IServiceCollection services) =>
        services.Configure<LoggerFilterOptions>(options => options.Rules.Add(new LoggerFilterRule(null, Server, LogLevel.Information, null)));
}
