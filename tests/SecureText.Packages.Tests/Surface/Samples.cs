namespace SecureText.Packages.Tests.Surface;

/// <summary>One type a mistake, each compared as if it were the type that sample-api.txt lists.</summary>
#pragma warning disable CA1822, CA1034 // These are shapes to look at, not to use.
public static class Samples
{
    internal static IEnumerable<ApiMember> As(Type sample, string name)
    {
        var mine = DocumentationId.OfDefinition(sample);
        return DeclaredSurface.Of(sample.Assembly)
            .Where(member => member.Id[2..] == mine || member.Id[2..].StartsWith(mine + ".", StringComparison.Ordinal))
            .Select(member => member with { Id = member.Id.Replace(mine, name, StringComparison.Ordinal) });
    }

    public class Same
    {
        public string Name { get; internal set; } = "";

        public int Count(int count = 1) => count;
    }

    public class Extra
    {
        public int Count(int count = 1) => count;

        public bool Any() => true;
    }

    public class WrongType
    {
        public long Count(int count = 1) => count;
    }

    public class WrongName
    {
        public int Count(int amount = 1) => amount;
    }

    public class WrongDefault
    {
        public int Count(int count = 2) => count;
    }

    public class WrongSetter
    {
        public string Name { get; set; } = "";
    }

    public class WrongVirtual
    {
        public virtual int Count(int count = 1) => count;
    }
}
