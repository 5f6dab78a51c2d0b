using System.Text.Json;

namespace SecureText.Hosted;

/// <summary>The patients of a number by HTTP, as the page uses them.</summary>
public class PatientsApiTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    private const string Nobody = "000000000000000000000000";

    [Fact]
    public async Task Patients_are_added_corrected_and_taken_off()
    {
        var id = await clinic.TextAsync("+14155550101", "Hello");
        var path = $"api/conversations/{id}/patients";
        Assert.Empty((await clinic.GetAsync(path)).Json.GetProperty("items").EnumerateArray());
        var ada = await AddAsync(path, new { displayName = " Ada Sample ", dateOfBirth = "1980-02-29", language = "es" });
        var ben = await AddAsync(path, new { displayName = "Ben Sample" });
        Assert.Equal([(ada, "Ada Sample", "1980-02-29", "es"), (ben, "Ben Sample", null, "en")], await ListAsync(path));
        Assert.Equal(2, (await PatientsInInboxAsync(id)).Count);

        Assert.Equal(204, (await clinic.PostAsync($"{path}/{ben}", new { dateOfBirth = "2010-05-01" })).Status);
        Assert.Equal(204, (await clinic.PostAsync($"{path}/{ada}", new { displayName = "Ada S.", language = "en" })).Status);
        Assert.Equal([(ada, "Ada S.", "1980-02-29", "en"), (ben, "Ben Sample", "2010-05-01", "en")], await ListAsync(path));
        Assert.Equal(204, (await clinic.PostRawAsync($"{path}/{ada}", """{"dateOfBirth":null}""")).Status);
        Assert.Equal(204, (await clinic.PostAsync($"{path}/{ben}/remove")).Status);
        Assert.Equal([(ada, "Ada S.", null, "en")], await ListAsync(path));
        Assert.Equal(["Ada S."], (await PatientsInInboxAsync(id)).Select(p => p.GetProperty("displayName").GetString()));

        (await clinic.PostAsync($"{path}/{ben}/remove")).IsProblem(404, "not-found");
        (await clinic.PostAsync($"{path}/{Nobody}", new { displayName = "Eve" })).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("""{"displayName":"Ada","dateOfBirth":"2026-02-30"}""")]
    [InlineData("""{"displayName":"Ada","dateOfBirth":"02/28/1980"}""")]
    [InlineData("""{"displayName":"Ada","dateOfBirth":"2999-01-01"}""")]
    [InlineData("""{"displayName":"Ada","dateOfBirth":19800228}""")]
    [InlineData("""{"displayName":"Ada","language":"fr"}""")]
    [InlineData("""{"displayName":"Ada","language":"EN"}""")]
    [InlineData("""{"displayName":""}""")]
    [InlineData("""{"displayName":"a\ud800"}""")]
    [InlineData("""{"displayName":"Ada","nickname":"A"}""")]
    public async Task Patient_with_a_fault_is_refused(string body)
    {
        var id = await clinic.TextAsync("+14155550102", "Hello");
        var path = $"api/conversations/{id}/patients";
        (await clinic.PostRawAsync(path, body)).IsProblem(400, "bad-request");
        (await clinic.PostRawAsync($"{path}/{Nobody}", body)).IsProblem(400, "bad-request");
        Assert.Empty(await ListAsync(path));
    }

    [Fact]
    public async Task Text_is_attributed_by_staff_only_and_only_to_a_patient_of_the_number()
    {
        var id = await clinic.TextAsync("+14155550103", "Hello");
        var path = $"api/conversations/{id}/patients";
        var ada = await AddAsync(path, new { displayName = "Ada Sample" });
        await clinic.TextAsync("+14155550103", "Hello again", "Incoming_second");
        Assert.All(await clinic.ThreadOf(id), m => Assert.Equal(JsonValueKind.Null, m.GetProperty("patientId").ValueKind));

        var text = (await clinic.ThreadOf(id)).Single(m => m.GetProperty("text").GetString() == "Hello again").GetProperty("id").GetString();
        var whose = $"api/conversations/{id}/messages/{text}/patient";
        Assert.Equal(204, (await clinic.PostAsync(whose, new { patientId = ada })).Status);
        Assert.Equal(ada, await PatientOfAsync(id, text));
        (await clinic.PostAsync(whose, new { patientId = Nobody })).IsProblem(409, "patient-unknown");
        (await clinic.PostAsync(whose, new { patientId = 7 })).IsProblem(400, "bad-request");
        (await clinic.PostAsync(whose, new { })).IsProblem(400, "bad-request");
        (await clinic.PostAsync($"api/conversations/{id}/messages/x/patient", new { patientId = ada })).IsProblem(404, "not-found");
        Assert.Equal(ada, await PatientOfAsync(id, text));
        Assert.Equal(204, (await clinic.PostRawAsync(whose, """{"patientId":null}""")).Status);
        Assert.Null(await PatientOfAsync(id, text));

        var other = await clinic.TextAsync("+14155550104", "Hello");
        (await clinic.PostAsync($"api/conversations/{other}/messages/{text}/patient", new { patientId = ada })).IsProblem(404, "not-found");
        var elsewhere = (await clinic.ThreadOf(other))[^1].GetProperty("id").GetString();
        (await clinic.PostAsync($"api/conversations/{other}/messages/{elsewhere}/patient", new { patientId = ada })).IsProblem(409, "patient-unknown");
    }

    private async Task<string> AddAsync(string path, object body)
    {
        var added = await clinic.PostAsync(path, body);
        Assert.Equal(201, added.Status);
        return added.Json.GetProperty("id").GetString()!;
    }

    private async Task<List<(string, string, string?, string)>> ListAsync(string path) =>
    [
        .. (await clinic.GetAsync(path)).Json.GetProperty("items").EnumerateArray().Select(p => (
            p.GetProperty("id").GetString()!, p.GetProperty("displayName").GetString()!,
            p.GetProperty("dateOfBirth").GetString(), p.GetProperty("language").GetString()!)),
    ];

    private async Task<List<JsonElement>> PatientsInInboxAsync(string id) =>
    [
        .. (await clinic.GetAsync("api/conversations")).Json.GetProperty("items").EnumerateArray()
            .Single(i => i.GetProperty("id").GetString() == id).GetProperty("patients").EnumerateArray(),
    ];

    private async Task<string?> PatientOfAsync(string id, string? text) =>
        (await clinic.ThreadOf(id)).Single(m => m.GetProperty("id").GetString() == text).GetProperty("patientId").GetString();
}
