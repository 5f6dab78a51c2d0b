using System.Text.Json;
using SecureText.Api;
using SecureText.Harness;
using SecureText.Hosted;

namespace SecureText.Evidence;

/// <summary>The report of a whole clinic in this process.</summary>
[Collection(OnAzurite.Name)]
public class EvidenceReportTests(AzuriteFixture azurite)
{
    private static readonly HttpFunction Read = HttpFunction.All.Single(function => function.Name == "ReadEvidence");

    [Fact]
    public async Task Report_of_a_clinic_on_one_machine_says_what_that_machine_is_and_what_the_clinic_must_do()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.SignInAsync(Staff.Role.Owner);
        await clinic.DeliverAsync(AcsJson.Sms("one", "Hello"));
        var report = await ReadAsync(clinic);
        Assert.Equal("Sample Clinic", report.GetProperty("clinic").GetString());
    }

    private static async Task<JsonElement> ReadAsync(TestClinic clinic)
    {
        var (status, body) = await FunctionCall.InvokeAsync(clinic, Read, principal: Principal.Owner);
        Assert.Equal(200, status);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }
}
