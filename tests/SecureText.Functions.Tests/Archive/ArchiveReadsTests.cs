using SecureText.Api;
using SecureText.Harness;
using SecureText.Portal;
using SecureText.Staff;

namespace SecureText.Archive;

/// <summary>P2 for what only owners and managers read of the archive.</summary>
public class ArchiveReadsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Why = "Letter of Vermilionwalrus";

    /// <summary>The reads of managers and owners alone that open records, each tried here.</summary>
    public static IReadOnlyList<string> Tried { get; } = ["ReadRecord", "ListDueRecords", "ExportRecord"];

    [Theory]
    [InlineData("ReadRecord", Why)]
    [InlineData("ListDueRecords", "Jane Sample")]
    [InlineData("ExportRecord", "record.html")]
    public async Task Read_with_a_journal_that_fails_is_503_and_shows_nothing(string name, string planted)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var id = await clinic.TextAsync("Zanzibarquartz");
        await clinic.AskAsync("HoldRecord", id, new { reason = Why });
        await PortalRun.NameAsync(clinic, id, "Jane Sample");
        clinic.Time.Advance(TimeSpan.FromDays(6 * 366));
        var owner = await clinic.SignInAsync(Role.Owner);
        var function = HttpFunction.All.Single(one => one.Name == name);
        var entries = clinic.Journal.Entries.Count;
        var (status, body) = await FunctionCall.InvokeAsync(clinic, function, null, id.Value, owner.Header);
        Assert.Equal(200, status);
        Assert.Contains(planted, body, StringComparison.Ordinal);
        var entry = Assert.Single(clinic.Journal.Entries.Skip(entries));
        Assert.Equal(($"staff:{owner.Id}", id.Value), (entry.Actor, Assert.Single(entry.Subjects)));

        clinic.Journal.Fails = true;
        (status, body) = await FunctionCall.InvokeAsync(clinic, function, null, id.Value, owner.Header);
        Assert.Equal(503, status);
        Assert.DoesNotContain(planted, body, StringComparison.Ordinal);
    }
}
