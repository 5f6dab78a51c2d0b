using System.Text;
using System.Text.Json;
using SecureText.Clinic;

namespace SecureText.Hosted;

/// <summary>The settings by HTTP, as the owner's page uses them.</summary>
public class SettingsApiTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    private static readonly string Owner = Principal.Owner;

    [Fact]
    public async Task Every_section_can_be_read_and_saved_again()
    {
        foreach (var section in SettingsSections.All)
        {
            var settings = (await clinic.GetAsync("api/settings", Owner)).Json;
            var version = settings.GetProperty("version").GetInt64();
            var saved = await PutAsync(section, version, settings.GetProperty(section));
            Assert.Equal((200, version + 1), (saved.Status, saved.Json.GetProperty("version").GetInt64()));
            (await PutAsync(section, version, settings.GetProperty(section))).IsProblem(409, "settings-changed");
        }

        Assert.False((await clinic.GetAsync("api/settings", Owner)).Json.GetProperty("damaged").GetBoolean());
    }

    [Fact]
    public async Task Section_with_a_fault_is_refused_with_where_and_why()
    {
        var settings = (await clinic.GetAsync("api/settings", Owner)).Json;
        var version = settings.GetProperty("version").GetInt64();
        var refused = await PutAsync("hours", version, JsonSerializer.SerializeToElement(new { monday = "8-17" }));
        refused.IsProblem(422, "settings-invalid");
        var finding = Assert.Single(refused.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal("hours.monday", finding.GetProperty("field").GetString());
        Assert.NotEmpty(finding.GetProperty("problem").GetString()!);
        (await PutAsync("hours", version, JsonSerializer.SerializeToElement("always"))).IsProblem(422, "settings-invalid");
        (await PutAsync("colours", version, settings.GetProperty("hours"))).IsProblem(404, "not-found");
        (await PutRawAsync("hours", """{"value":{}}""", Owner)).IsProblem(400, "bad-request");
        (await PutRawAsync("hours", """{"version":0}""", Owner)).IsProblem(400, "bad-request");
        Assert.Equal(version, (await clinic.GetAsync("api/settings", Owner)).Json.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("member")]
    [InlineData("manager")]
    public async Task Only_the_owner_reads_and_changes_settings_and_all_staff_see_replies_and_forms(string role)
    {
        var person = role == "manager" ? Principal.Manager : Principal.Member;
        (await clinic.GetAsync("api/settings", person)).IsProblem(403, "no-role");
        (await PutRawAsync("hours", """{"version":0,"value":{}}""", person)).IsProblem(403, "no-role");
        var words = (await clinic.GetAsync("api/canned-replies", person)).Json;
        Assert.NotEmpty(words.GetProperty("consentWording").GetProperty("es").GetString()!);
        Assert.Contains(words.GetProperty("items").EnumerateArray(), reply => reply.GetProperty("es").GetString()!.Contains("{patient}", StringComparison.Ordinal));
        var forms = (await clinic.GetAsync("api/forms", person)).Json.GetProperty("items").EnumerateArray();
        Assert.Contains(forms, form => form.GetProperty("title").GetProperty("en").GetString() == "New patient form");
    }

    private Task<Answer> PutAsync(string section, long version, JsonElement value) =>
        PutRawAsync(section, JsonSerializer.Serialize(new { version, value }), Owner);

    private async Task<Answer> PutRawAsync(string section, string body, string principal)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await clinic.SendAsync(HttpMethod.Put, $"api/settings/{section}", principal, content);
    }
}
