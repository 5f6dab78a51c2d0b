using System.Text.Json;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Sending;

namespace SecureText.Api.Conversations;

public class CheckTextTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("Four is fine.", "gsm7", 13, 1, 307, true)]
    [InlineData("Sí, a las cuatro 🙂", "ucs2", 19, 1, 301, true)]
    [InlineData(" ", "gsm7", 1, 1, 319, false)]
    [InlineData("Your biopsy is back.", "gsm7", 20, 1, 300, false)]
    public async Task Answer_is_what_the_sender_would_say(
        string text, string encoding, int characters, int parts, int left, bool allowed)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var check = await CheckAsync(clinic, text);
        Assert.Equal((encoding, characters, parts, left, allowed), (
            check.GetProperty("encoding").GetString(), check.GetProperty("characters").GetInt32(), check.GetProperty("parts").GetInt32(),
            check.GetProperty("left").GetInt32(), check.GetProperty("allowed").GetBoolean()));

        // Asked of the sender itself, through the text that staff would send.
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", "Hello"));
        Assert.Equal(allowed, await clinic.AnswerAsync(TestClinic.Patient, text) is StaffSend.Taken);
    }

    [Fact]
    public async Task Text_over_the_limit_is_counted_and_not_allowed()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var check = await CheckAsync(clinic, new string('a', 321));
        Assert.Equal((3, -1, false), (
            check.GetProperty("parts").GetInt32(), check.GetProperty("left").GetInt32(), check.GetProperty("allowed").GetBoolean()));
    }

    [Fact]
    public async Task Findings_name_what_and_why_and_nothing_of_it_is_logged()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var finding = (await CheckAsync(clinic, "Your SSN 123-45-6789")).GetProperty("findings").EnumerateArray().First();
        Assert.Equal("socialSecurityNumber", finding.GetProperty("rule").GetString());
        Assert.Contains("123-45-6789", finding.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(finding.GetProperty("why").GetString()!);
        Assert.DoesNotContain("123-45", clinic.Logs.All, StringComparison.Ordinal);
        Assert.Empty(clinic.Journal.Entries);
    }

    private static async Task<JsonElement> CheckAsync(TestClinic clinic, string text)
    {
        var (status, body) = await FunctionCall.InvokeAsync(
            clinic, HttpFunction.All.Single(f => f.Name == "CheckText"), principal: Principal.Member,
            json: JsonSerializer.Serialize(new { text }));
        Assert.Equal(200, status);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }
}
