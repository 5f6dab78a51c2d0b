using System.Text.RegularExpressions;

namespace SecureText.Infra;

/// <summary>
/// One template, read as far as the rules need it: declarations with their bodies, comments and strings told apart. It is no
/// compiler; what it cannot read it refuses, so that nothing is passed over.
/// </summary>
internal sealed partial class BicepFile
{
    private BicepFile(string path, string text)
    {
        Path = path;
        Text = text;
        Code = WithoutComments(text);
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>The text with every comment blanked out: the same places, fewer words.</summary>
    public string Code { get; }

    public IReadOnlyList<Resource> Resources { get; private set; } = [];

    public IReadOnlyList<Module> Modules { get; private set; } = [];

    public IReadOnlyList<Parameter> Parameters { get; private set; } = [];

    public IReadOnlyList<(string Name, string Value)> Outputs { get; private set; } = [];

    public IReadOnlyList<string> Variables { get; private set; } = [];

    /// <exception cref="FormatException">Brackets or strings do not close.</exception>
    public static BicepFile Read(string path, string text)
    {
        var file = new BicepFile(path, text);
        _ = file.End(0, file.Code.Length, "the file");
        file.Resources = [.. ResourceHead().Matches(file.Code).Select(match => new Resource(
            match.Groups["symbol"].Value, match.Groups["type"].Value, match.Groups["version"].Value,
            match.Groups["existing"].Success, match.Index != file.Text.LastIndexOf('\n', match.Index) + 1,
            file.CommentAbove(match.Index), file.Body(match)))];
        file.Modules = [.. ModuleHead().Matches(file.Code).Select(match => new Module(
            match.Groups["symbol"].Value, match.Groups["path"].Value, file.Body(match)))];
        file.Parameters = [.. ParameterHead().Matches(file.Code).Select(match => new Parameter(
            match.Groups["name"].Value, match.Groups["default"].Success ? match.Groups["default"].Value.Trim() : null,
            match.Groups["decorators"].Value))];
        file.Outputs = [.. OutputHead().Matches(file.Code).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
        file.Variables = [.. VariableHead().Matches(file.Code).Select(match => match.Groups[1].Value)];
        return file;
    }

    /// <summary>Names of the members that stand directly in an object's body.</summary>
    public static IEnumerable<string> MembersOf(string body)
    {
        var depth = 0;
        foreach (Match token in Token().Matches(body))
        {
            if (token.Value is "{" or "[" or "(") depth++;
            else if (token.Value is "}" or "]" or ")") depth--;
            else if (depth == 1 && token.Groups["member"].Success) yield return token.Groups["member"].Value;
        }
    }

    private string Body(Match head) => Code[(head.Index + head.Length - 1)..End(head.Index + head.Length - 1, Code.Length, head.Value)];

    // The place after the bracket that closes the one at `from`; for a whole file, its end.
    private int End(int from, int limit, string what)
    {
        var open = new Stack<char>();
        foreach (Match token in Token().Matches(Code[..limit], from))
        {
            switch (token.Value)
            {
                case "{" or "[" or "(":
                    open.Push(token.Value[0]);
                    break;
                case "}" or "]" or ")":
                    if (open.Count == 0 || open.Pop() != (token.Value[0] is '}' ? '{' : token.Value[0] is ']' ? '[' : '('))
                        throw new FormatException($"{Path}: a bracket in {what} closes another one.");
                    if (open.Count == 0 && limit == Code.Length && what != "the file") return token.Index + 1;
                    break;
                case "'":
                    throw new FormatException($"{Path}: a string in {what} does not close.");
            }
        }

        return open.Count == 0 ? limit : throw new FormatException($"{Path}: a bracket in {what} does not close.");
    }

    private string CommentAbove(int index)
    {
        var lines = Text[..index].TrimEnd('\n', ' ').Split('\n');
        return string.Join('\n', lines.Reverse().TakeWhile(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal)).Reverse());
    }

    private static string WithoutComments(string text) => Commented().Replace(
        text, match => match.Value[0] == '/' ? new string(' ', match.Length) : match.Value);

    [GeneratedRegex(@"'(?:\\.|[^'\\\n])*'|//[^\n]*")]
    private static partial Regex Commented();

    // Strings are taken whole; what stands in ${} within one has balanced brackets of its own or does not compile.
    [GeneratedRegex(@"'(?:\\.|[^'\\\n])*'\s*:?|'|[{}\[\]()]|(?<=[{,\n]\s*)(?<member>[A-Za-z_]\w*)(?=:)")]
    private static partial Regex Token();

    [GeneratedRegex(@"resource (?<symbol>\w+) '(?<type>[^'@]+)(?:@(?<version>[^']+))?' (?<existing>existing )?= (?:if \((?:[^()]|\([^()]*\))*\) )?(?:\[\s*for [^:]+: )?\{")]
    private static partial Regex ResourceHead();

    [GeneratedRegex(@"^module (?<symbol>\w+) '(?<path>[^']+)' = (?:if \((?:[^()]|\([^()]*\))*\) )?\{", RegexOptions.Multiline)]
    private static partial Regex ModuleHead();

    [GeneratedRegex(@"(?<decorators>(?:^@[^\n]*\n)*)^param (?<name>\w+) [\w\[\]]+(?: = (?<default>[^\n]+))?", RegexOptions.Multiline)]
    private static partial Regex ParameterHead();

    [GeneratedRegex(@"^output (\w+) [\w\[\]]+ = ([^\n]+)", RegexOptions.Multiline)]
    private static partial Regex OutputHead();

    [GeneratedRegex(@"^var (\w+) =", RegexOptions.Multiline)]
    private static partial Regex VariableHead();

    /// <param name="Symbol">Its name in the file.</param>
    /// <param name="Type">As <c>Microsoft.Web/sites</c>; of a nested one the last part.</param>
    /// <param name="Version">Empty for a nested one.</param>
    /// <param name="Existing">It is only named.</param>
    /// <param name="Nested">It stands in another one.</param>
    /// <param name="Comment">The lines of comment right above.</param>
    /// <param name="Body">Its object, without comments.</param>
    internal sealed record Resource(
        string Symbol, string Type, string Version, bool Existing, bool Nested, string Comment, string Body);

    internal sealed record Module(string Symbol, string Path, string Body);

    internal sealed record Parameter(string Name, string? Default, string Decorators);
}
