namespace SecureText.Packages.Tests.Surface;

/// <summary>A package's real public surface, read from <c>api/&lt;PackageId&gt;.txt</c>.</summary>
internal sealed class ApiList
{
    private ApiList(Dictionary<string, ApiMember> members, bool isAnnotated) =>
        (Members, IsAnnotated) = (members, isAnnotated);

    public IReadOnlyDictionary<string, ApiMember> Members { get; }

    /// <summary>
    /// Some lists say nothing of null: their packages are older than nullable references, or do not use them.
    /// </summary>
    public bool IsAnnotated { get; }

    public static ApiList Read(string packageId)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "api", $"{packageId}.txt"));
        var members = lines
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(Parse)
            .ToDictionary(member => member.Id, StringComparer.Ordinal);
        return new ApiList(members, members.Values.Any(
            member => member.Flags.Contains("nullable") || member.Parameters.Any(parameter => parameter.IsNullable)));
    }

    public static ApiMember Parse(string line)
    {
        var halves = line.Split(" -> ", 2);
        var parts = halves[1].Split(" ; ", StringSplitOptions.TrimEntries);
        var (words, accessors) = Flags(parts.FirstOrDefault(part => part.StartsWith('[')) ?? "[]");
        return new ApiMember(
            halves[0],
            parts[0],
            words,
            accessors,
            Items(parts, "where: ").ToHashSet(StringComparer.Ordinal),
            Items(parts, "defaults: ")
                .Select(item => item.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair[1]),
            [.. Items(parts, "params: ").Select(Parameter)]);
    }

    private static (HashSet<string> Words, HashSet<string> Accessors) Flags(string text)
    {
        var inside = text[1..^1];
        var (open, close) =
            (inside.IndexOf('{', StringComparison.Ordinal), inside.IndexOf('}', StringComparison.Ordinal));
        var accessors = open < 0 ? "" : inside[(open + 1)..close];
        var words = open < 0 ? inside : inside.Remove(open, close - open + 1);
        return (
            [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            [.. accessors.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
    }

    private static string[] Items(string[] parts, string label) =>
        parts.FirstOrDefault(part => part.StartsWith(label, StringComparison.Ordinal)) is { } part
            ? part[label.Length..].Split(", ", StringSplitOptions.TrimEntries)
            : [];

    private static ApiParameter Parameter(string text)
    {
        var words = text.TrimEnd('?').Split(' ');
        return new ApiParameter(words[^1], words.Length > 1 ? words[0] : "", text.EndsWith('?'));
    }
}
