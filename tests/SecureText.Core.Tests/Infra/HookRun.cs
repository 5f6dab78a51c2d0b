using System.Diagnostics;

namespace SecureText.Infra;

/// <summary>
/// One run of a hook with <c>az</c>, <c>azd</c> and <c>curl</c> that only write down how they were called and answer what the test
/// says. An answer is a line of <c>part of the call|exit code|what it prints</c>; the first that fits counts.
/// </summary>
internal sealed record HookRun(int Code, string Output, IReadOnlyList<string> Calls)
{
    private const string Fake =
        """
        #!/bin/sh
        call="${0##*/} $*"
        printf '%s\n' "$call" >>"$CALLS"
        while IFS='|' read -r part code text; do
          case "$call" in
            *"$part"*)
              printf '%s' "$text"
              exit "$code"
              ;;
          esac
        done <"$ANSWERS"
        printf '000'
        exit 0
        """;

    public static IReadOnlyDictionary<string, string> Deployed { get; } = new Dictionary<string, string>
    {
        ["AZURE_SUBSCRIPTION_ID"] = "00000000-0000-4000-8000-000000000001",
        ["AZURE_LOCATION"] = "eastus2",
        ["AZURE_ENV_NAME"] = "test",
        ["AZURE_RESOURCE_GROUP"] = "rg-test",
        ["AZURE_FUNCTION_APP_NAME"] = "func-test",
        ["AZURE_FUNCTION_APP_HOST"] = "func.example",
        ["AZURE_SITE_NAME"] = "stapp-test",
        ["AZURE_SITE_HOST"] = "site.example",
        ["AZURE_EVENT_TOPIC_NAME"] = "evgt-test",
        ["AZURE_DEAD_LETTER_ACCOUNT_NAME"] = "stdeadtest",
        ["AZURE_JOURNAL_ACCOUNT_NAME"] = "stjournaltest",
        ["STAFF_TENANT_ID"] = "00000000-0000-4000-8000-000000000002",
        ["KNOCK_WAIT"] = "0",
        ["SUBSCRIBE_WAIT"] = "0",
    };

    public static async Task<HookRun> OfAsync(
        string hook, string answers, IReadOnlyDictionary<string, string> environment, string input = "", params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("securetext-hook-").FullName;
        try
        {
            var calls = Path.Combine(folder, "calls");
            await File.WriteAllTextAsync(calls, "");
            await File.WriteAllTextAsync(Path.Combine(folder, "answers"), answers.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n");
            foreach (var tool in new[] { "az", "azd", "curl", "dotnet", "npm", "node" })
            {
                var path = Path.Combine(folder, tool);
                await File.WriteAllTextAsync(path, Fake.Replace("\r\n", "\n", StringComparison.Ordinal));
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var start = new ProcessStartInfo("/bin/sh")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            };
            start.ArgumentList.Add(Repository.PathOf($"infra/hooks/{hook}.sh"));
            foreach (var argument in arguments) start.ArgumentList.Add(argument);
            start.Environment.Clear();
            foreach (var (name, value) in environment) start.Environment[name] = value;
            start.Environment["PATH"] = $"{folder}:/usr/bin:/bin";
            start.Environment["TMPDIR"] = folder;
            start.Environment["CALLS"] = calls;
            start.Environment["ANSWERS"] = Path.Combine(folder, "answers");
            using var process = Process.Start(start)!;
            try
            {
                await process.StandardInput.WriteAsync(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // A hook may refuse before it asks: then nobody reads what was typed.
            }

            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return new HookRun(process.ExitCode, await output + await errors, await File.ReadAllLinesAsync(calls));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Without a variable, or with another value.</summary>
    public static Dictionary<string, string> With(string name, string? value)
    {
        var changed = new Dictionary<string, string>(Deployed);
        if (value is null) changed.Remove(name);
        else changed[name] = value;
        return changed;
    }
}
