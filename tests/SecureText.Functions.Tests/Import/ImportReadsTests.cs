using System.Text;
using SecureText.Api;
using SecureText.Harness;
using SecureText.Staff;

namespace SecureText.Import;

/// <summary>P2 for files: what shows a name or a number is in the journal before it is shown.</summary>
public class ImportReadsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly string[] Planted = ["Ana", "555-0123", "555) 0123", "people.csv"];

    /// <summary>The reads of managers alone that open records, each tried here.</summary>
    public static IReadOnlyList<string> Tried { get; } = ["ListImports", "ReadRefused"];

    [Theory]
    [InlineData("ListImports")]
    [InlineData("ReadRefused")]
    [InlineData("CheckImport")]
    public async Task Read_of_a_file_with_a_journal_that_fails_shows_nothing(string name)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        string import;
        if (name == "CheckImport")
        {
            var taken = await clinic.Get<ImportUpload>().TakeAsync(
                ImportKind.Patient, "people.csv", Encoding.UTF8.GetBytes(ImportClinic.Patients), "u1", default);
            import = taken.File!.Id;
        }
        else import = (await clinic.ImportAsync(ImportKind.Patient, ImportClinic.Patients)).File.Id;

        var manager = await clinic.SignInAsync(Role.Manager);
        var function = HttpFunction.All.Single(one => one.Name == name);
        const string Mapping = """{"mapping":{"id":"MRN","firstName":"First name","number":"Cell phone"}}""";
        var (status, body) = await FunctionCall.InvokeAsync(clinic, function, null, import, manager.Header, Mapping);
        Assert.Equal(200, status);
        Assert.Contains(Planted, planted => body.Contains(planted, StringComparison.Ordinal));
        Assert.Equal($"staff:{manager.Id}", clinic.Journal.Entries[^1].Actor);

        clinic.Journal.Fails = true;
        (status, body) = await FunctionCall.InvokeAsync(clinic, function, null, import, manager.Header, Mapping);
        Assert.Equal(503, status);
        Assert.All(Planted, planted => Assert.DoesNotContain(planted, body, StringComparison.Ordinal));
    }
}
