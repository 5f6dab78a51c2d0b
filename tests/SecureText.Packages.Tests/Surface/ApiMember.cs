namespace SecureText.Packages.Tests.Surface;

/// <summary>One public or protected member, as a line of an api list says it.</summary>
internal sealed record ApiMember(
    string Id,
    string Type,
    IReadOnlySet<string> Flags,
    IReadOnlySet<string> Accessors,
    IReadOnlySet<string> Constraints,
    IReadOnlyDictionary<string, string> Defaults,
    IReadOnlyList<ApiParameter> Parameters);

/// <summary>A parameter's name, how it is passed (out, ref, params or nothing), and whether it takes null.</summary>
internal sealed record ApiParameter(string Name, string Mode, bool IsNullable)
{
    public override string ToString() => Mode.Length > 0 ? $"{Mode} {Name}" : Name;
}
