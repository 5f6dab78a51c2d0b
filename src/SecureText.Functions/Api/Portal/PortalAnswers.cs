using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Clinic;
using SecureText.Conversations;
using SecureText.Portal;
using SecureText.Texting;

namespace SecureText.Api.Portal;

/// <summary>What a patient sends: words, a file, a filled-in form. Needs a live session.</summary>
public sealed class PortalAnswers(PatientWrites writes, PatientFiles files, ClinicSettingsSource settings)
{
    private const int LongestFileName = 4000;

    /// <summary><c>POST /api/portal/messages {text, idempotencyKey}</c>.</summary>
    [Function("PortalSend")]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/messages")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<SendBody>(request, cancellationToken);
        if (body is not { Text: { } words } || !IdempotencyKey.IsGood(body.IdempotencyKey))
            return Problems.BadRequest("Send {text, idempotencyKey} with a key of 1 to 100 characters.");
        var text = new MessageText(words);
        if (text.IsBlank) return Problems.Unprocessable("text-empty", "The message is empty.");
        if (words.Length > SecureLinks.LongestMessage) return Problems.Unprocessable("too-long", "The message is too long.");
        if (text.HasLoneSurrogate) return Problems.Unprocessable("text-damaged", "The message has half a character in it.");
        var session = PatientSession.Of(request);
        var draft = new PatientDraft("portal.write", body.IdempotencyKey!, text, words);
        var written = await writes.WriteAsync(session, draft, writes.NewId(session, draft), null, cancellationToken);
        return written is { } message ? ApiJson.Ok(new Written(message.Value), 201) : Problems.KeyReused;
    }

    /// <summary><c>POST /api/portal/attachments</c>: the bytes of one file, with X-File-Name and Idempotency-Key.</summary>
    [Function("PortalUpload")]
    public async Task<IResult> UploadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/attachments")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (!IdempotencyKey.IsGood(key)) return Problems.BadRequest("Send an Idempotency-Key of 1 to 100 characters.");
        if (request.ContentLength > PatientFiles.LargestFile) return PortalProblems.TooLarge;
        var upload = await files.TakeAsync(
            PatientSession.Of(request), request.Body, NameOf(request), key, cancellationToken);
        return upload switch
        {
            Upload.Stored(var file) => ApiJson.Ok(new UploadedFile(file.Id, file.ContentType, file.Bytes), 201),
            Upload.TooLarge => PortalProblems.TooLarge,
            Upload.WrongType => PortalProblems.WrongType,
            _ => Problems.KeyReused,
        };
    }

    /// <summary><c>POST /api/portal/form {answers, idempotencyKey}</c>.</summary>
    [Function("PortalFillForm")]
    public async Task<IResult> FillAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/form")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<FormBody>(request, cancellationToken);
        if (body is not { Answers: { } answers } || !IdempotencyKey.IsGood(body.IdempotencyKey))
            return Problems.BadRequest("Send {answers, idempotencyKey} of at most 64 KB, with a key of 1 to 100 characters.");
        var session = PatientSession.Of(request);
        var form = (await settings.CurrentAsync(cancellationToken)).Forms.FirstOrDefault(one => one.Id == session.Link.Form);
        if (form is null) return Problems.NotFound;
        var (filled, findings) = FormReading.Read(form, answers, session.Link.Language);
        if (filled is null) return Problems.Unprocessable("form-not-complete", "Some answers are missing or wrong.", findings);
        var draft = new PatientDraft("portal.form", body.IdempotencyKey!, filled.ToText(), $"[{filled.Title}]")
        {
            Kind = MessageKind.Form,
        };
        var written = await writes.WriteAsync(session, draft, writes.NewId(session, draft), null, cancellationToken);
        return written is null ? Problems.KeyReused : Results.NoContent();
    }

    // Percent-encoded UTF-8.
    private static string? NameOf(HttpRequest request)
    {
        var given = request.Headers["X-File-Name"].ToString();
        return given.Length is 0 or > LongestFileName ? null : Uri.UnescapeDataString(given);
    }

    private sealed record SendBody(string? Text, string? IdempotencyKey);

    private sealed record FormBody(Dictionary<string, JsonElement>? Answers, string? IdempotencyKey);

    private sealed record Written(string Id);

    private sealed record UploadedFile(string Id, string Type, long Bytes);
}
