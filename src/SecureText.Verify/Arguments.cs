namespace SecureText.Verify;

/// <summary>What was asked for.</summary>
internal sealed record Arguments
{
    private static readonly string[] Flags = ["--json", "--quiet"];
    private static readonly string[] Options = ["--key", "--since", "--origin", "--token"];

    public required string Command { get; init; }

    public required string Target { get; init; }

    public required string Key { get; init; }

    public string? Since { get; init; }

    public string? Origin { get; init; }

    public string? Token { get; init; }

    public bool Json { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">It does not say what to do.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var words = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[i]);
                continue;
            }

            var known = Flags.Contains(args[i]) || Options.Contains(args[i]);
            // Never repeated: it could be a key pasted into the wrong place.
            if (!known) throw new UsageException("There is an option that this program does not know.");
            var isFlag = Flags.Contains(args[i]);
            if (!isFlag && i + 1 == args.Count) throw new UsageException($"{args[i]} needs a value.");
            if (!given.TryAdd(args[i], isFlag ? "yes" : args[i + 1])) throw new UsageException($"{args[i]} is given twice.");
            if (!isFlag) i++;
        }

        if (words is not [("verify" or "proof") and var command, var target])
            throw new UsageException("Say either verify with a folder or URL, or proof with a file.");
        if (!given.TryGetValue("--key", out var key)) throw new UsageException("--key is missing: the clinic's public key, as JWK or JWK set.");
        if (command == "proof" && given.Keys.Any(name => name is "--since" or "--token"))
            throw new UsageException("--since and --token belong to verify.");
        return new Arguments
        {
            Command = command,
            Target = target,
            Key = key,
            Since = given.GetValueOrDefault("--since"),
            Origin = given.GetValueOrDefault("--origin"),
            Token = given.GetValueOrDefault("--token"),
            Json = given.ContainsKey("--json"),
            Quiet = given.ContainsKey("--quiet"),
        };
    }
}

/// <summary>The command line cannot be understood. The message is one line that says what is missing.</summary>
internal sealed class UsageException(string message) : Exception(message);
