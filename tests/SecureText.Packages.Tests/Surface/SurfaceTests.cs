using System.Reflection;

namespace SecureText.Packages.Tests.Surface;

/// <summary>No stand-in shows a member that its package does not have, or has in another form.</summary>
public sealed class SurfaceTests
{
    // It exists only so that the storage client loads; nothing in src refers to it.
    private const string Unlisted = "System.IO.Hashing";

    public static TheoryData<string> StandIns =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(Root(), "local", "packages"))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name != Unlisted)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void Stand_in_shows_only_what_its_package_has(string packageId)
    {
        var list = ApiList.Read(packageId);
        var declared = DeclaredSurface.Of(Assembly.Load(packageId)).ToArray();

        var complaints = declared
            .SelectMany(member => Comparison.Complaints(list, member))
            .Order(StringComparer.Ordinal)
            .ToArray();

        Assert.True(complaints.Length == 0, $"{packageId}:\n{string.Join('\n', complaints)}");
    }

    [Fact]
    public void List_line_is_read_whole()
    {
        var member = ApiList.Parse(
            "M:A.B.C``1(``0,System.String@) -> System.Int32 ; [static ext nullable] ; where: T: class&A.I ; " +
            "defaults: x=null, m=Mode.Merge ; params: x, out y?, params z");

        Assert.Equal(("M:A.B.C``1(``0,System.String@)", "System.Int32"), (member.Id, member.Type));
        Assert.Equal(["ext", "nullable", "static"], member.Flags.Order());
        Assert.Equal(["T: class&A.I"], member.Constraints);
        Assert.Equal("Mode.Merge", member.Defaults["m"]);
        Assert.Equal([new("x", "", false), new("y", "out", true), new("z", "params", false)], member.Parameters);
    }

    [Theory]
    [InlineData(typeof(Samples.Extra), "the package has no such member")]
    [InlineData(typeof(Samples.WrongType), "is of type")]
    [InlineData(typeof(Samples.WrongName), "has parameters")]
    [InlineData(typeof(Samples.WrongDefault), "has count = 2")]
    [InlineData(typeof(Samples.WrongSetter), "has a set accessor")]
    [InlineData(typeof(Samples.WrongVirtual), "is virtual")]
    public void Member_that_is_friendlier_is_complained_of(Type sample, string complaint)
    {
        var list = ApiList.Read("../Surface/sample-api");
        var mine = Samples.As(sample, "Sample.Thing");

        var complaints = mine.SelectMany(member => Comparison.Complaints(list, member)).ToArray();

        Assert.Contains(complaints, text => text.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void Member_that_is_the_same_or_absent_is_not_complained_of()
    {
        var list = ApiList.Read("../Surface/sample-api");

        var mine = Samples.As(typeof(Samples.Same), "Sample.Thing");

        Assert.Empty(mine.SelectMany(member => Comparison.Complaints(list, member)));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SecureText.Functions.sln")))
            folder =
                folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder.FullName;
    }
}
