using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SecureText.Docs;

/// <summary>Nothing that is kept in the repository opens anything, or is somebody's: keys, connection strings, numbers, addresses.</summary>
public sealed partial class SecretsTests
{
    // What looks like a secret and is none, with the reason.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        // Examples that RFC 7515 prints in its appendix.
        ["tests/SecureText.Packages.Tests/Keys/JoseExamples.cs"] = ["signed token", "private JWK"],

        // "local-simulator-only" in Base64: the simulator's, on one machine.
        ["local.settings.sample.json"] = ["access key"],
    };

    private static readonly (string What, Regex Pattern)[] Rules =
    [
        ("private key", PrivateKey()), ("account key", AccountKey()), ("access key", AccessKey()), ("shared access signature", SharedAccess()),
        ("signed token", SignedToken()), ("private JWK", PrivateJwk()), ("token of a service", ServiceToken()), ("webhook secret", WebhookSecret()),
        ("password", Password()), ("telephone number", Number()), ("e-mail address", Address()),
    ];

    [Fact]
    public void No_tracked_file_holds_a_secret_or_somebodys_number_or_address()
    {
        var found = TrackedFiles().SelectMany(file => Look(Read(file)).Select(what => (File: file, What: what)))
            .Where(hit => !(Known.TryGetValue(hit.File, out var excused) && excused.Contains(hit.What)))
            .Select(hit => $"{hit.File}: {hit.What}");
        Assert.Empty(found);
    }

    [Fact]
    public void What_is_excused_is_still_there() =>
        Assert.All(Known, known => Assert.Equal(known.Value.Order(), Look(Read(known.Key)).Distinct().Order()));

    // In parts, or this file would be found by itself.
    [Theory]
    [InlineData("-----BEGIN EC PRIVATE" + " KEY-----", "private key")]
    [InlineData("AccountKey" + "=Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFy;", "account key")]
    [InlineData("endpoint=https://x.example/;accesskey" + "=Zm9vYmFyZm9vYmFyZm9v", "access key")]
    [InlineData("https://x.example/c?sv=2024&sig" + "=Zm9vYmFyZm9vYmFyZm9vYmFy%3D", "shared access signature")]
    [InlineData("eyJhbGciOiJub25l" + ".eyJzdWIiOiJ4Inx4.", "signed token")]
    [InlineData("{\"kty\":\"EC\",\"d\"" + ":\"AAAAAAAAAAAAAAAAAAAAAAAA\"}", "private JWK")]
    [InlineData("ghp_" + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "token of a service")]
    [InlineData("whsec_" + "00112233445566778899aabbccddeeff", "webhook secret")]
    [InlineData("\"password\"" + ": \"correct horse\"", "password")]
    [InlineData("+1206" + "4440123", "telephone number")]
    [InlineData("(206) " + "444-0123", "telephone number")]
    [InlineData("206-" + "555-0234", "telephone number")]
    [InlineData("ada@" + "clinic.org", "e-mail address")]
    public void Each_kind_is_seen(string text, string what) => Assert.Equal([what], Look($"a {text} b").ToList());

    [Theory]
    [InlineData("+12065550123 (206) 555-0123 206-555-0199")]
    [InlineData("ada@clinic.example, ada@example.com, ada@texts.clinic.example")]
    [InlineData("AccountKey={Key}")]
    [InlineData("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")]
    public void What_is_made_up_is_passed(string text) => Assert.Empty(Look(text));

    private static IEnumerable<string> Look(string text) =>
        Rules.Where(rule => rule.Pattern.IsMatch(text)).Select(rule => rule.What);

    private static string Read(string file) => File.ReadAllText(Path.Combine(NamedTestsTests.Root, file), Encoding.UTF8);

    private static List<string> TrackedFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z"]) { WorkingDirectory = NamedTestsTests.Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.True(git.ExitCode == 0 && files.Length > 1000, $"git names {files.Length} files");
        return [.. files.Where(file => File.Exists(Path.Combine(NamedTestsTests.Root, file)))];
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY")]
    private static partial Regex PrivateKey();

    [GeneratedRegex("(?i)accountkey=[A-Za-z0-9+/]{20}")]
    private static partial Regex AccountKey();

    [GeneratedRegex("(?i)access_?key=[A-Za-z0-9+/=]{16}")]
    private static partial Regex AccessKey();

    [GeneratedRegex("(?i)[?&]sig=[A-Za-z0-9%+/]{20}")]
    private static partial Regex SharedAccess();

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10}")]
    private static partial Regex SignedToken();

    [GeneratedRegex("\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{20}")]
    private static partial Regex PrivateJwk();

    // Of code forges, clouds, chat and package registries, as each prints them.
    [GeneratedRegex("gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{20}|glpat-[A-Za-z0-9_-]{20}|AKIA[0-9A-Z]{16}|xox[abprs]-[A-Za-z0-9-]{10}|npm_[A-Za-z0-9]{36}")]
    private static partial Regex ServiceToken();

    [GeneratedRegex("whsec_[0-9a-f]{16}")]
    private static partial Regex WebhookSecret();

    [GeneratedRegex("(?i)(?:password|client_?secret)[\"']?\\s*[:=]\\s*[\"'][^\"'<{$]{8}")]
    private static partial Regex Password();

    // Numbers 555-0100 to 555-0199 belong to nobody.
    [GeneratedRegex(@"(?<![\w.+-])(?:\+1[ -]?)?\(?[2-9]\d{2}\)?(?:[ .-](?!555[.-]?01\d\d)\d{3}[.-]\d{4})(?![\w-])|(?<![\w.])\+1[2-9]\d{2}(?!55501\d\d)\d{7}(?!\d)")]
    private static partial Regex Number();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@(?!(?:[A-Za-z0-9-]+\.)*(?:example(?:\.com|\.org|\.net)?|test|invalid)(?![A-Za-z0-9.-]*[A-Za-z0-9]))(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")]
    private static partial Regex Address();
}
