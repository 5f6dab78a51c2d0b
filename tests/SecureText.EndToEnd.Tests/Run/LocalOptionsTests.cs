using SecureText.Azurite;
using SecureText.Run;

namespace SecureText.EndToEnd.Tests.Run;

public sealed class LocalOptionsTests
{
    [Fact]
    public void Parse_nothing_gives_the_published_ports()
    {
        var options = LocalOptions.Parse([]);

        Assert.Equal(
            (7071, 4290, false, false), (options.FunctionsPort, options.HandsetPort, options.Demo, options.Fresh));
    }

    [Fact]
    public void Parse_ports_and_switches_takes_them()
    {
        var options = LocalOptions.Parse(
            ["demo", "--fresh", "--functions-port", "7172", "--retry-scale", "0.5", "--data", "elsewhere"]);

        Assert.Equal((7172, true, true, 0.5, "elsewhere"), (
            options.FunctionsPort, options.Demo, options.Fresh, options.RetryScale, options.Data));
    }

    [Theory]
    [InlineData("'--what' is not known; --help shows what is.", "--what")]
    [InlineData("--functions-port needs a value after it.", "--functions-port")]
    [InlineData("--functions-port needs a number from 1 to 65535.", "--functions-port", "70710")]
    [InlineData("--retry-scale needs a number from 0.0001 to 1.", "--retry-scale", "fast")]
    public void Parse_wrong_says_so_in_one_line(string message, params string[] words) =>
        Assert.Equal(message, Assert.Throws<LocalToolException>(() => LocalOptions.Parse(words)).Message);

    [Fact]
    public void Prepare_fresh_empties_only_what_the_program_made()
    {
        var folder = Directory.CreateTempSubdirectory("securetext-test-").FullName;
        try
        {
            var paths = new LocalPaths(folder);
            paths.Prepare(fresh: false);
            File.WriteAllText(paths.KeyFile, "key");
            File.WriteAllText(Path.Combine(paths.Azurite, "data"), "old");
            File.WriteAllText(Path.Combine(folder, "letter.txt"), "mine");

            paths.Prepare(fresh: true);

            Assert.Empty(Directory.EnumerateFiles(paths.Azurite));
            Assert.False(File.Exists(paths.KeyFile));
            Assert.True(File.Exists(Path.Combine(folder, "letter.txt")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Claim_folder_of_another_run_says_so_in_one_line()
    {
        var folder = Directory.CreateTempSubdirectory("securetext-test-").FullName;
        try
        {
            var paths = new LocalPaths(folder);
            using (paths.Claim())
            {
                var refused = Assert.Throws<LocalToolException>(() => paths.Claim());
                Assert.Equal($"{folder} is used by another run: stop that one, or choose another folder with --data.",
                    refused.Message);
            }

            paths.Claim().Dispose();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Claim_folder_that_cannot_be_made_says_so_in_one_line()
    {
        var file = Path.GetTempFileName();
        try
        {
            var data = Path.Combine(file, "data");
            var refused = Assert.Throws<LocalToolException>(() => new LocalPaths(data).Claim());
            Assert.Equal($"{data} cannot be made: choose another folder with --data.", refused.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    // The program says of a key file that is missing: start SecureText.Local once, which makes it.
    [Fact]
    public void Sample_settings_name_the_key_files_that_a_run_makes()
    {
        var sample = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "local.settings.sample.json"));
        var paths = new LocalPaths(".data");

        Assert.Contains($"\"Keys__LocalKeyFile\": \".data/{Path.GetFileName(paths.KeyFile)}\"", sample, StringComparison.Ordinal);
        Assert.Contains($"\"Audit__LocalSigningKeyFile\": \".data/{Path.GetFileName(paths.SigningKeyFile)}\"", sample, StringComparison.Ordinal);
    }
}
