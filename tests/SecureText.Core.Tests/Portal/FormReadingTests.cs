using System.Text.Json;
using SecureText.Clinic;
using SecureText.Texting;

namespace SecureText.Portal;

public class FormReadingTests
{
    private static readonly FormTemplate Form = new("f", new Bilingual("Intake", "Ingreso"),
    [
        Question("name", QuestionType.Text, required: true),
        Question("story", QuestionType.LongText),
        Question("day", QuestionType.Date),
        Question("kind", QuestionType.Choice) with { Options = [new("a", "Apple", "Manzana"), new("b", "Pear", "Pera")] },
        Question("all", QuestionType.Many) with { Options = [new("a", "Apple", "Manzana"), new("b", "Pear", "Pera")] },
        Question("ok", QuestionType.YesOrNo),
        Question("size", QuestionType.Number),
        Question("call", QuestionType.Phone),
    ]);

    [Fact]
    public void Answers_of_every_type_become_questions_and_words_in_the_patients_language()
    {
        var (filled, findings) = Read(
            """{"name":" Ana ","story":"a\nb","day":"1980-02-29","kind":"b","all":["a","b","a"],"ok":false,"size":"-1.5","call":"(206) 555-0123"}""",
            Language.Spanish);
        Assert.Empty(findings);
        Assert.Equal(("f", "Ingreso"), (filled!.Id, filled.Title));
        Assert.Equal(
            ["name es=Ana", "story es=a\nb", "day es=1980-02-29", "kind es=Pera", "all es=Manzana; Pera", "ok es=No", "size es=-1.5", "call es=+12065550123"],
            filled.Answers.Select(a => $"{a.Label}={a.Value}"));
    }

    [Fact]
    public void Question_that_need_not_be_answered_may_be_left_out()
    {
        var (filled, _) = Read("""{"name":"Ana","day":"","all":[],"ok":null}""");
        Assert.Equal(8, filled!.Answers.Count);
        Assert.All(filled.Answers.Skip(1), answer => Assert.Equal("", answer.Value));
    }

    [Theory]
    [InlineData("""{}""", "name", "required")]
    [InlineData("""{"name":" \u200b"}""", "name", "required")]
    [InlineData("""{"name":"Ana","other":"x"}""", "other", "unknown-question")]
    [InlineData("""{"name":"Ana","Name":"x"}""", "Name", "unknown-question")]
    [InlineData("""{"name":5}""", "name", "wrong-type")]
    [InlineData("""{"name":["x"]}""", "name", "wrong-type")]
    [InlineData("""{"name":{"x":1}}""", "name", "wrong-type")]
    [InlineData("""{"name":"a\nb"}""", "name", "damaged")]
    [InlineData("""{"name":"a\ud800b"}""", "name", "damaged")]
    [InlineData("""{"name":"Ana","day":"1981-02-29"}""", "day", "not-a-date")]
    [InlineData("""{"name":"Ana","day":"29.02.1980"}""", "day", "not-a-date")]
    [InlineData("""{"name":"Ana","day":"0001-01-01"}""", "day", "not-a-date")]
    [InlineData("""{"name":"Ana","kind":"Apple"}""", "kind", "not-an-option")]
    [InlineData("""{"name":"Ana","all":["a","c"]}""", "all", "not-an-option")]
    [InlineData("""{"name":"Ana","all":[1]}""", "all", "wrong-type")]
    [InlineData("""{"name":"Ana","all":"a"}""", "all", "wrong-type")]
    [InlineData("""{"name":"Ana","ok":"yes"}""", "ok", "wrong-type")]
    [InlineData("""{"name":"Ana","size":"1e5"}""", "size", "not-a-number")]
    [InlineData("""{"name":"Ana","call":"911"}""", "call", "not-a-phone")]
    public void Answer_that_is_not_one_is_found(string json, string question, string problem)
    {
        var (filled, findings) = Read(json);
        Assert.Null(filled);
        Assert.Equal(new FormFinding(question, problem), Assert.Single(findings));
    }

    [Fact]
    public void Answer_too_long_is_found_and_an_unknown_id_is_not_repeated_at_length()
    {
        Assert.Equal("too-long", Assert.Single(Read($$"""{"name":"{{new string('a', 201)}}"}""").Findings).Problem);
        Assert.Equal("too-long", Assert.Single(Read($$"""{"name":"a","story":"{{new string('a', 4001)}}"}""").Findings).Problem);
        Assert.Equal("", Assert.Single(Read($$"""{"name":"a","{{new string('x', 1000)}}":"y"}""").Findings).Question);
    }

    private static (Conversations.FormAnswers? Filled, IReadOnlyList<FormFinding> Findings) Read(string json, Language language = Language.English) =>
        FormReading.Read(Form, JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!, language);

    private static FormQuestion Question(string id, QuestionType type, bool required = false) =>
        new(id, type, new Bilingual(id, id + " es"), required);
}
