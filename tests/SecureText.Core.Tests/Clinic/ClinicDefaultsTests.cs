using System.Text.Json;

namespace SecureText.Clinic;

public class ClinicDefaultsTests
{
    [Fact]
    public void Defaults_can_be_read_and_are_in_both_languages()
    {
        Assert.InRange(ClinicDefaults.CannedReplies.Count, 4, 9);
        Assert.InRange(ClinicDefaults.Policies.Count, 2, 3);
        var intake = Assert.Single(ClinicDefaults.Forms, form => form.Id == "intake");
        Assert.Equal(Enum.GetValues<QuestionType>().Order(), intake.Questions.Select(q => q.Type).Distinct().Order());
        Assert.All(ClinicDefaults.Policies, policy => Assert.True(policy is { Version: 1, Title.Length: > 5, Text.Length: > 400 }));
    }

    [Fact]
    public void Form_in_json_has_the_types_of_the_api()
    {
        var json = JsonSerializer.Serialize(ClinicDefaults.Forms, ClinicJson.Strict);
        foreach (var type in new[] { "text", "long", "date", "choice", "many", "yesno", "number", "phone" })
            Assert.Contains($"\"type\":\"{type}\"", json, StringComparison.Ordinal);
    }
}
