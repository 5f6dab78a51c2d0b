using System.Text.Json;
using System.Text.Json.Nodes;
using SecureText.Clinic;
using SecureText.Sending;
using SecureText.Texting;

namespace SecureText.Campaigns;

public class PlaybookSchemaTests
{
    private static readonly SchemaReading Schema = SchemaReading.OfPlaybooks();
    private static readonly ClinicName Clinic = ClinicName.Parse("Lakeside Clinic");
    private static readonly ClinicSettings Initial = ClinicSettings.Initial(new ClinicProfile(
        Clinic, TimeZoneInfo.Utc, [], OpeningHours.Parse([KeyValuePair.Create("Monday", (string?)"08:00-17:00")])));

    [Fact]
    public void Schema_takes_every_playbook_as_its_file_and_as_we_write_it()
    {
        foreach (var playbook in Playbooks.Default)
        {
            using var stream = typeof(Playbook).Assembly.GetManifestResourceStream($"Playbooks/{playbook.Id}.json")!;
            Assert.Empty(Schema.Check(new StreamReader(stream).ReadToEnd()));
            Assert.Empty(Schema.Check(PlaybookJson.Write(playbook)));
            Assert.Empty(Schema.Check(JsonSerializer.Serialize(playbook, ClinicJson.Strict)));
        }

        for (var seed = 1UL; seed <= 100; seed++) Assert.Empty(Schema.Check(PlaybookJson.Write(RandomPlaybooks.Next(new Dice(seed)))));
    }

    // One node of a good playbook is spoilt at a time. What the schema refuses, the reader or the check refuses; what the reader
    // refuses, the schema does.
    [Fact]
    public void Schema_and_reader_refuse_the_same()
    {
        JsonNode?[] spoilt = [null, JsonValue.Create(""), JsonValue.Create("No Way!"), JsonValue.Create(7), JsonValue.Create(true), new JsonArray(), new JsonObject()];
        var (refused, taken) = (0, 0);
        foreach (var playbook in new[] { Playbooks.Of("payment"), Playbooks.Of("survey") })
        {
            var count = Slots(JsonNode.Parse(PlaybookJson.Write(playbook))!).Count();
            for (var i = 0; i < count; i++)
            {
                foreach (var value in spoilt.Append(JsonValue.Create("extra")))
                {
                    var tree = JsonNode.Parse(PlaybookJson.Write(playbook))!;
                    var slot = Slots(tree).ElementAt(i);
                    if (value is JsonValue word && word.GetValueKind() == JsonValueKind.String && word.GetValue<string>() == "extra" && slot.Owner is JsonObject)
                        slot.Owner.AsObject()["extra"] = 1;
                    else slot.Set(value?.DeepClone());
                    Compare(tree.ToJsonString());
                }
            }
        }

        Assert.True(refused > 500 && taken > 20, $"{refused} refused, {taken} taken");

        void Compare(string json)
        {
            var breaks = Schema.Check(json);
            var (readable, findings) = Read(json);
            if (breaks.Count == 0) Assert.True(readable, json);
            else Assert.True(!readable || findings > 0, $"{string.Join("; ", breaks)} {json}");
            refused += breaks.Count > 0 ? 1 : 0;
            taken += breaks.Count == 0 ? 1 : 0;
        }
    }

    private static (bool Readable, int Findings) Read(string json)
    {
        try
        {
            return (true, SettingsCheck.Check("playbooks", Initial with { Playbooks = [PlaybookJson.Read(json)] }, Clinic).Count);
        }
        catch (JsonException)
        {
            return (false, 0);
        }
    }

    private static IEnumerable<(JsonNode Owner, Action<JsonNode?> Set)> Slots(JsonNode node)
    {
        switch (node)
        {
            case JsonObject all:
                foreach (var (name, value) in all.ToList())
                {
                    yield return (all, next => all[name] = next);
                    foreach (var inner in value is null ? [] : Slots(value)) yield return inner;
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    var at = i;
                    yield return (list, next => list[at] = next);
                    foreach (var inner in list[i] is { } item ? Slots(item) : []) yield return inner;
                }

                break;
        }
    }
}
