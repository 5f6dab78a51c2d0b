namespace SecureText.Packages.Tests.Surface;

/// <summary>
/// Says what a stand-in's member has that the package's has not. A stand-in may lack things; it may never be
/// friendlier, or what builds here would not build in Azure.
/// </summary>
internal static class Comparison
{
    private static readonly string[] Meant =
        ["protected", "static", "readonly", "ext", "abstract", "virtual", "override", "sealed"];

    public static IEnumerable<string> Complaints(ApiList list, ApiMember member)
    {
        if (!list.Members.TryGetValue(member.Id, out var real))
            return [$"{member.Id}: the package has no such member"];
        var complaints = member.Id.StartsWith("T:", StringComparison.Ordinal)
            ? TypeComplaints(real, member)
            : MemberComplaints(list, real, member);
        return complaints.Select(complaint => $"{member.Id}: {complaint}");
    }

    private static IEnumerable<string> TypeComplaints(ApiMember real, ApiMember member)
    {
        var (kind, bases) = Split(member.Type);
        var (realKind, realBases) = Split(real.Type);
        realKind = realKind.Replace("readonly ", "").Replace("record ", "").Trim();
        // The lists do not say of a record class whether it is sealed.
        if (real.Type.StartsWith("record ", StringComparison.Ordinal)
            && kind.EndsWith("class", StringComparison.Ordinal))
        {
            realKind = kind;
        }
        if (kind != realKind)
            yield return $"is a {kind}, the package's a {realKind}";
        if (kind is "enum" or "delegate")
            yield break;
        foreach (var extra in bases.Except(realBases))
            yield return $"is a {extra}, the package's is not";
    }

    private static IEnumerable<string> MemberComplaints(ApiList list, ApiMember real, ApiMember member)
    {
        if (real.Type != member.Type)
            yield return $"is of type {member.Type}, the package's of {real.Type}";
        var isInInterface = list.Members.TryGetValue(Owner(real.Id), out var owner)
            && owner.Type.StartsWith("interface", StringComparison.Ordinal);
        foreach (var flag in isInInterface ? ["static", "ext"] : Meant)
        {
            if (real.Flags.Contains(flag) != member.Flags.Contains(flag))
            {
                yield return real.Flags.Contains(flag)
                    ? $"is not {flag}, the package's is"
                    : $"is {flag}, the package's is not";
            }
        }
        var values = member.Flags.Where(flag => flag.Contains('=', StringComparison.Ordinal));
        foreach (var value in values.Except(real.Flags))
            yield return $"has {value}, the package's has not";
        foreach (var accessor in member.Accessors.Except(real.Accessors))
            yield return $"has a {accessor} accessor, the package's has none";
        if (!real.Constraints.SetEquals(member.Constraints))
            yield return $"has constraints {Join(member.Constraints)}, the package's {Join(real.Constraints)}";
        // Nobody can name an operator's operands.
        if (Join(real.Parameters) is var names && names != Join(member.Parameters)
            && !real.Id.Contains(".op_", StringComparison.Ordinal))
        {
            yield return $"has parameters {Join(member.Parameters)}, the package's {names}";
        }
        foreach (var complaint in DefaultComplaints(real, member))
            yield return complaint;
        if (list.IsAnnotated)
        {
            foreach (var complaint in NullComplaints(real, member))
                yield return complaint;
        }
    }

    private static IEnumerable<string> DefaultComplaints(ApiMember real, ApiMember member)
    {
        foreach (var name in real.Defaults.Keys.Union(member.Defaults.Keys))
        {
            var (theirs, ours) = (real.Defaults.GetValueOrDefault(name), member.Defaults.GetValueOrDefault(name));
            if (theirs is null || ours is null)
                yield return $"has {name} = {ours ?? "(required)"}, the package's {theirs ?? "(required)"}";
            else if (Value(theirs) != Value(ours) && !theirs.EndsWith('>'))
                yield return $"has {name} = {ours}, the package's {theirs}";
        }
    }

    private static IEnumerable<string> NullComplaints(ApiMember real, ApiMember member)
    {
        if (real.Flags.Contains("nullable") && !member.Flags.Contains("nullable") && !IsValue(real.Type))
            yield return "never is null, the package's may be";
        foreach (var (theirs, ours) in real.Parameters.Zip(member.Parameters))
        {
            if (ours is { IsNullable: true, Mode: not "out" } && !theirs.IsNullable)
                yield return $"takes null for {ours.Name}, the package's does not";
        }
    }

    // A type parameter's null is said by its caller, and a nullable value type is in the type itself.
    private static bool IsValue(string type) =>
        type.StartsWith('`') || type.StartsWith("System.Nullable{", StringComparison.Ordinal);

    private static string Value(string text) => text is "default" ? "null" : text[(text.LastIndexOf('.') + 1)..];

    private static string Owner(string id)
    {
        var name = id.Split('(')[0][2..];
        return $"T:{name[..name.LastIndexOf('.')]}";
    }

    private static (string Kind, string[] Bases) Split(string text)
    {
        var halves = text.Split(" : ", 2);
        return (halves[0], halves.Length == 1 ? [] : SplitTypes(halves[1]));
    }

    // Types are parted by a comma and a blank; within a type's braces there is no blank.
    private static string[] SplitTypes(string text) => text.Split(", ");

    private static string Join<T>(IEnumerable<T> items) => $"({string.Join(", ", items)})";
}
