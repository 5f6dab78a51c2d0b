using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Api.Conversations;
using SecureText.Clinic;
using SecureText.Patients;
using SecureText.Sealing;
using SecureText.Texting;

namespace SecureText.Api.Patients;

/// <summary>Staff say whose number it is, correct it and take it back. Nothing names a patient by guess (W18).</summary>
public sealed class ChangePatients(PatientRecords patients, ConversationDoor door, ClinicProfile clinic, TimeProvider time)
{
    private const string Mend =
        "Send {displayName, dateOfBirth, language}: a name of 1 to 80 characters, a day of birth as 1980-12-31, en or es.";

    /// <summary><c>POST /api/conversations/{id}/patients</c>: 201 with the patient's id.</summary>
    [Function("AddPatient")]
    public async Task<IResult> AddAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/patients")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<Body>(request, cancellationToken);
        if (body?.DisplayName is null || Applied(null, body) is not { } patient) return Problems.BadRequest(Mend);
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        return await patients.AddAsync(conversation, patient, ActorOf(request), RequestId.Of(request), cancellationToken) switch
        {
            PatientChange.Done(var added) => ApiJson.Ok(new Added(added), 201),
            PatientChange.NotPossible => Problems.Conflict(
                "too-many-patients", $"{PatientRecord.MostOfANumber} patients share this number already. Take one off first."),
            _ => Problems.NotFound,
        };
    }

    /// <summary><c>POST /api/conversations/{id}/patients/{patient}</c>: what is not sent stays; null takes a date of birth back.</summary>
    [Function("ChangePatient")]
    public async Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/patients/{patient}")] HttpRequest request,
        string id,
        string patient,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<Body>(request, cancellationToken);
        if (body is null || Applied(new PatientRecord("a name", null, default), body) is null) return Problems.BadRequest(Mend);
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        return Answer(await patients.ChangeAsync(
            conversation, patient, before => Applied(before, body), ActorOf(request), RequestId.Of(request), cancellationToken));
    }

    /// <summary><c>POST /api/conversations/{id}/patients/{patient}/remove</c>.</summary>
    [Function("RemovePatient")]
    public async Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/patients/{patient}/remove")] HttpRequest request,
        string id,
        string patient,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        if (await door.RefusalAsync(request, conversation, cancellationToken) is { } refusal) return refusal;
        return Answer(await patients.RemoveAsync(
            conversation, patient, ActorOf(request), RequestId.Of(request), cancellationToken));
    }

    // Null when a part of it is wrong, or when there is no name to go with it.
    private PatientRecord? Applied(PatientRecord? before, Body body)
    {
        var name = body.DisplayName is null ? before?.DisplayName : PatientRecord.ReadName(body.DisplayName);
        if (name is null || !TryBirth(body.DateOfBirth, before?.DateOfBirth, out var birth)) return null;
        var language = before?.Language ?? default;
        if (body.Language is { } code && !Languages.TryParse(code, out language)) return null;
        return new PatientRecord(name, birth, language);
    }

    private bool TryBirth(JsonElement sent, DateOnly? before, out DateOnly? birth)
    {
        birth = before;
        if (sent.ValueKind == JsonValueKind.Undefined) return true;
        birth = null;
        if (!ApiJson.TryReadText(sent, out var text)) return false;
        if (text is null) return true;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), clinic.TimeZone).DateTime);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !PatientRecord.IsBirth(day, today))
        {
            return false;
        }

        birth = day;
        return true;
    }

    private static IResult Answer(PatientChange change) => change switch
    {
        PatientChange.Done => Results.NoContent(),
        PatientChange.OnHold => Problems.Conflict(
            "on-hold", "There is a legal hold on this record, and name and date of birth would go. It stays until an owner releases it."),
        _ => Problems.NotFound,
    };

    private static string ActorOf(HttpRequest request) => AccessMiddleware.StaffOf(request).Actor;

    private sealed record Body(string? DisplayName, JsonElement DateOfBirth, string? Language);

    private sealed record Added(string Id);
}
