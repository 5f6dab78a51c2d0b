using System.Text.Json;
using SecureText.Azurite;

namespace SecureText.Run;

/// <summary>The functions program, as <c>func start</c> would run it.</summary>
internal static class FunctionsProgram
{
    /// <exception cref="LocalToolException">It is not built.</exception>
    internal static ServerProgram At(Uri address, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var program = ProgramFile();
        return new ServerProgram(
            "The functions program", [Host, program, "--port", $"{address.Port}"], Path.GetDirectoryName(program)!,
            settings, new Uri(address, "api/health/ready"));
    }

    /// <summary>The task hub that the program keeps its orchestrations in, as its host.json names it.</summary>
    internal static string HubName
    {
        get
        {
            using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(ProgramFile())!, "host.json")));
            return host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString()!;
        }
    }

    // The one that runs this program, when it says so, else the first on the path.
    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    // Built by the same build as this program, into the same configuration.
    private static string ProgramFile()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var file = Path.Combine(
            RepositoryRoot.Find(), "src", "SecureText.Functions", "bin", configuration, "net10.0",
            "SecureText.Functions.dll");
        return File.Exists(file)
            ? file
            : throw new LocalToolException($"{file} is not there: build the solution first.");
    }
}
