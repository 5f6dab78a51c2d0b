using SecureText.Azurite;
using SecureText.Run;

namespace SecureText.EndToEnd.Tests.Run;

public sealed class WebUnitTests
{
    [Fact]
    public async Task Pure_parts_of_the_pages_keep_their_tests()
    {
        var folder = Path.GetDirectoryName(await WebBuild.EnsureBuiltAsync(_ => { }, CancellationToken.None))!;

        var result = await NodeTools.RunNpmAsync(["test", "--silent"], folder, CancellationToken.None);

        Assert.True(result.ExitCode == 0, $"{result.Output}\n{result.Error}");
        Assert.DoesNotContain("# tests 0", result.Output, StringComparison.Ordinal);
    }
}
