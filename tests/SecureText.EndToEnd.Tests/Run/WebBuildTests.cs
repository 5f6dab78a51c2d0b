using SecureText.Run;

namespace SecureText.EndToEnd.Tests.Run;

public sealed class WebBuildTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("securetext-web-").FullName;

    public WebBuildTests()
    {
        Write("package-lock.json", "{}");
        Write("src/staff/main.tsx", "one");
        Write("p/index.html", "<html>");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("package-lock.json")]
    [InlineData("src/staff/main.tsx")]
    [InlineData("p/index.html")]
    [InlineData("src/new.ts")]
    public void HashOf_changed_input_is_another(string file)
    {
        var before = WebBuild.HashOf(folder);
        Write(file, "changed");

        Assert.NotEqual(before, WebBuild.HashOf(folder));
    }

    [Fact]
    public void HashOf_what_the_build_makes_is_the_same()
    {
        var before = WebBuild.HashOf(folder);
        Write("dist/index.html", "built");
        Write("node_modules/one/index.js", "installed");
        Write(".install.lock", string.Empty);

        Assert.Equal(before, WebBuild.HashOf(folder));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
