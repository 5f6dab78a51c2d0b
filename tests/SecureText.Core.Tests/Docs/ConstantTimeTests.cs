using System.Text.RegularExpressions;

namespace SecureText.Docs;

/// <summary>
/// How long a comparison takes tells how much of a guess was right, unless it takes as long for every guess: secrets, codes and keyed
/// hashes are compared by <c>CryptographicOperations.FixedTimeEquals</c> (docs/threat-model.md, "Secrets that are compared").
/// </summary>
public sealed partial class ConstantTimeTests
{
    // Compared and no secret, with the reason.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["src/SecureText.Azure/Audit/JournalBlob.cs"] = "the hash of what this process wrote into the journal itself",
        ["src/SecureText.Core/Audit/Verification/StoredTile.cs"] = "hashes of the public tree",
    };

    [Fact]
    public void No_secret_is_compared_byte_by_byte()
    {
        var source = Path.Combine(NamedTestsTests.Root, "src");
        var found = from file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
                    let name = Path.GetRelativePath(NamedTestsTests.Root, file).Replace('\\', '/')
                    where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
                    from line in File.ReadLines(file)
                    where Early().IsMatch(line) && !Known.ContainsKey(name)
                    select $"{name}: {line.Trim()}";
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("row.UserTag.AsSpan().SequenceEqual(seal.TagOf(userId))", true)]
    [InlineData("if (secret.Hash == row.Hash)", true)]
    [InlineData("token.Value != given", true)]
    [InlineData("string.Equals(code.Value, given)", true)]
    [InlineData("CryptographicOperations.FixedTimeEquals(code.Hash, hash)", false)]
    [InlineData("bytes[4..8].SequenceEqual(\"ftyp\"u8)", false)]
    [InlineData("if (row.Hash == null)", false)]
    public void What_stops_at_the_first_difference_is_seen(string line, bool isSeen) => Assert.Equal(isSeen, Early().IsMatch(line));

    [GeneratedRegex(
        @"(?i)(?:hash|secret|tag|mac|signature)\b[^=!]*\.SequenceEqual\(|\.SequenceEqual\([^)]*(?:hash|secret|tagof|mac)"
        + @"|\b(?:secret|token|code|session)\.(?:Hash|Value|RoleName) ?[=!]= (?!null)|string\.Equals\((?:secret|token|code|session)\.")]
    private static partial Regex Early();
}
