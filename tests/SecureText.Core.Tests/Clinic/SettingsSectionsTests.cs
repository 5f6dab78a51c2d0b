using System.Text.Json;
using SecureText.Sending;

namespace SecureText.Clinic;

public class SettingsSectionsTests
{
    private static readonly ClinicSettings Initial = ClinicSettings.Initial(new ClinicProfile(
        ClinicName.Parse("Lakeside Clinic"), TimeZoneInfo.Utc, [], OpeningHours.Parse([])));

    [Fact]
    public void Replace_with_what_was_read_changes_nothing_but_the_version()
    {
        var json = JsonSerializer.SerializeToElement(Initial, ClinicJson.Strict);
        foreach (var section in SettingsSections.All)
        {
            var after = SettingsSections.Replace(Initial, section, json.GetProperty(section), () => throw new InvalidOperationException());
            Assert.Equal(1, after.Version);
            Assert.Equal(
                JsonSerializer.Serialize(Initial, ClinicJson.Strict),
                JsonSerializer.Serialize(after with { Version = 0 }, ClinicJson.Strict));
        }
    }

    [Theory]
    [InlineData("""[{"id":"a","title":"x","id":"b"}]""")]
    [InlineData("""[{"id":"\ud800"}]""")]
    [InlineData("""[{"\udc00x":1}]""")]
    [InlineData("""[{"questions":[{"id":"\ud800"}]}]""")]
    public void Section_with_a_name_twice_or_half_a_character_has_not_its_shape(string value)
    {
        foreach (var section in SettingsSections.All) Assert.Throws<JsonException>(() => Replace(section, Json(value)));
    }

    [Fact]
    public void Policy_whose_words_change_is_a_new_version_and_all_others_stay()
    {
        var value = JsonSerializer.SerializeToElement(
            Initial.Policies.Select((policy, i) => i == 1 ? policy with { Text = "New words.", Version = 9 } : policy), ClinicJson.Strict);
        Assert.Equal([1, 2, 1], Replace("policies", value).Policies.Select(policy => policy.Version));
    }

    [Fact]
    public void Policy_that_is_new_gets_an_id_and_may_not_choose_one()
    {
        var after = Replace("policies", Json("""[{"id":"","title":"Shoes","text":"Wear some."},{"title":"Hats","text":"None."}]"""));
        Assert.Equal([("new1", 1), ("new2", 1)], after.Policies.Select(policy => (policy.Id, policy.Version)));
        Assert.Throws<JsonException>(() => Replace("policies", Json("""[{"id":"shoes","title":"Shoes","text":"Wear some."}]""")));
    }

    [Fact]
    public void Form_without_ids_gets_them_down_to_its_options()
    {
        var form = Replace("forms", Json("""
            [{"title":{"en":"A","es":"A"},"questions":[{"id":null,"type":"choice","label":{"en":"B","es":"B"},"required":true,
              "options":[{"id":"","en":"C","es":"C"},{"id":"d","en":"D","es":"D"}]}]}]
            """)).Forms[0];
        Assert.Equal(("new1", "new2"), (form.Id, form.Questions[0].Id));
        Assert.Equal(["new3", "d"], form.Questions[0].Options!.Select(option => option.Id));
    }

    [Theory]
    [InlineData("hours", """{"funday":"08:00-17:00"}""")]
    [InlineData("hours", "null")]
    [InlineData("holidays", """[null]""")]
    [InlineData("holidays", """[{"date":"25.12.2026","name":"Christmas"}]""")]
    [InlineData("holidays", """[{"date":"2026-12-25","name":null}]""")]
    [InlineData("automaticAnswers", """{"stopped":{"en":"a","es":"b"}}""")]
    [InlineData("consentWording", """{"en":"a"}""")]
    [InlineData("consentWording", """{"en":"a","es":null}""")]
    [InlineData("cannedReplies", """[{"id":3,"title":"a","en":"a","es":"a"}]""")]
    [InlineData("forms", """[{"id":"a","title":{"en":"A","es":"A"},"questions":[null]}]""")]
    [InlineData("forms", """[{"id":"a","title":{"en":"A","es":"A"},"questions":[{"id":"b","type":"colour","label":{"en":"A","es":"A"},"required":true}]}]""")]
    [InlineData("forms", """{}""")]
    [InlineData("policies", """[null]""")]
    [InlineData("policies", """7""")]
    [InlineData("officeNumber", """7""")]
    [InlineData("playbooks", """[null]""")]
    [InlineData("playbooks", """[{"id":"a","title":{"en":"A","es":"A"},"class":"wellness","about":["recall"],"anchor":"occasion","touches":[null],"questions":[],"closes":"1d","mostSends":1}]""")]
    [InlineData("playbooks", """[{"id":"a","title":{"en":"A","es":"A"},"class":3,"about":["recall"],"anchor":"occasion","touches":[],"questions":[],"closes":"1d","mostSends":1}]""")]
    [InlineData("playbooks", """[{"id":"a","title":{"en":"A","es":"A"},"class":"wellness","about":["recall"],"anchor":"occasion","touches":[],"questions":[],"closes":"1.00:00:00","mostSends":1}]""")]
    public void Replace_with_another_shape_throws(string section, string json) =>
        Assert.Throws<JsonException>(() => Replace(section, Json(json)));

    // A version that was stored before there were playbooks.
    [Fact]
    public void Settings_without_playbooks_read_with_ours()
    {
        var stored = JsonSerializer.SerializeToNode(Initial with { Playbooks = [] }, ClinicJson.Stored)!.AsObject();
        Assert.Empty(stored.Deserialize<ClinicSettings>(ClinicJson.Stored)!.Playbooks);
        Assert.True(stored.Remove("playbooks"));
        Assert.Equal(9, stored.Deserialize<ClinicSettings>(ClinicJson.Stored)!.Playbooks.Count);
    }

    [Fact]
    public void Playbooks_are_stored_as_they_were_sent()
    {
        var json = JsonSerializer.SerializeToElement(Initial.Playbooks, ClinicJson.Strict);
        var stored = JsonSerializer.Deserialize<ClinicSettings>(
            JsonSerializer.Serialize(Replace("playbooks", json), ClinicJson.Stored), ClinicJson.Stored)!;
        Assert.Equal(
            JsonSerializer.Serialize(Initial.Playbooks, ClinicJson.Stored), JsonSerializer.Serialize(stored.Playbooks, ClinicJson.Stored));
    }

    [Fact]
    public void Office_number_is_kept_in_one_spelling() =>
        Assert.Equal("+12065550142", Replace("officeNumber", Json("\"(206) 555-0142\"")).OfficeNumber);

    private static ClinicSettings Replace(string section, JsonElement value)
    {
        var ids = 0;
        return SettingsSections.Replace(Initial, section, value, () => $"new{++ids}");
    }

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
