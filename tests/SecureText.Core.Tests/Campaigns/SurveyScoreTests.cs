using System.Text.Json;
using SecureText.Clinic;
using SecureText.Portal;
using SecureText.Texting;

namespace SecureText.Campaigns;

public class SurveyScoreTests
{
    private static readonly FormTemplate Survey = ClinicDefaults.Forms.Single(form => form.Id == "survey");

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Spanish)]
    public void Score_is_read_in_the_language_of_the_patient(Language language)
    {
        var sent = new Dictionary<string, JsonElement> { ["score"] = JsonSerializer.SerializeToElement("4") };
        var (filled, _) = FormReading.Read(Survey, sent, language);
        Assert.Equal(4, SurveyScore.Of(Survey, filled!));
    }

    [Fact]
    public void Score_of_another_form_is_none()
    {
        var intake = ClinicDefaults.Forms.Single(form => form.Id == "intake");
        Assert.Null(SurveyScore.Of(intake, new("intake", "Intake", [new("score", "4")])));
        Assert.Null(SurveyScore.Of(Survey, new("survey", "Survey", [])));
    }
}
