using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Clinic;
using SecureText.Portal;
using SecureText.Storage;
using SecureText.Texting;

namespace SecureText.Api.Portal;

/// <summary>What the patient's page reads, and the small things it does. Needs a live session.</summary>
public sealed class PortalPage(
    PatientThread thread, PortalStore links, ClinicProfile clinic, ClinicSettingsSource settings)
{
    /// <summary><c>GET /api/portal/thread</c>.</summary>
    [Function("PortalThread")]
    public async Task<IResult> ThreadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "portal/thread")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var session = PatientSession.Of(request);
        var current = await settings.CurrentAsync(cancellationToken);
        var messages = await thread.ReadAsync(session, RequestId.Of(request), cancellationToken);
        return ApiJson.Ok(new ThreadPage(
            clinic.Name.Value,
            current.OfficeNumber ?? clinic.Lines[0].Number.E164,
            session.Link.Id.Value,
            new Named(session.Patient!.DisplayName),
            Languages.Code(session.Link.Language),
            session.Link.Kind,
            session.Link.Form,
            [.. messages.Select(ThreadItem.Of)]));
    }

    /// <summary><c>GET /api/portal/form</c>: the form that the link leads to, in both languages.</summary>
    [Function("PortalForm")]
    public async Task<IResult> FormAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "portal/form")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var wanted = PatientSession.Of(request).Link.Form;
        var form = (await settings.CurrentAsync(cancellationToken)).Forms.FirstOrDefault(one => one.Id == wanted);
        return form is null ? Problems.NotFound : Results.Json(form, ClinicJson.Strict);
    }

    /// <summary><c>POST /api/portal/language {language}</c>.</summary>
    [Function("PortalLanguage")]
    public async Task<IResult> LanguageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/language")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var body = await ApiJson.ReadAsync<LanguageBody>(request, cancellationToken);
        if (!Languages.TryParse(body?.Language, out var language)) return Problems.BadRequest("Send {language: \"en\" or \"es\"}.");
        await ChangeAsync(request, link => link.Speaking(language), cancellationToken);
        return Results.NoContent();
    }

    /// <summary><c>POST /api/portal/sign-out</c>: the session ends here and in the browser.</summary>
    [Function("PortalSignOut")]
    public async Task<IResult> SignOutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "portal/sign-out")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        await ChangeAsync(request, link => link.SignedOut(), cancellationToken);
        request.HttpContext.Response.Headers.SetCookie =
            $"{PatientSession.Cookie}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
        return Results.NoContent();
    }

    private async Task ChangeAsync(HttpRequest request, Func<PortalLink, PortalLink> change, CancellationToken cancellationToken)
    {
        var session = PatientSession.Of(request);
        while (await links.FindAsync(session.Link.Id, cancellationToken) is { } row
            && row.Link.Session?.StartedAt == session.Link.Session?.StartedAt)
        {
            if (await links.UpdateAsync(row, change(row.Link), cancellationToken) is not null) return;
        }
    }

    private sealed record LanguageBody(string? Language);

    private sealed record Named(string DisplayName);

    private sealed record ThreadPage(
        string Clinic,
        string CallNumber,
        string Link,
        Named Patient,
        string Language,
        LinkKind Kind,
        string? Form,
        IReadOnlyList<ThreadItem> Items);
}

/// <summary>A message as the patient sees it. Who on the staff wrote it is not told.</summary>
internal sealed record ThreadItem(
    string Id, bool Mine, string? Text, DateTimeOffset At, IReadOnlyList<ThreadFile> Attachments, ThreadForm? Form)
{
    public static ThreadItem Of(PatientMessage opened) => new(
        opened.Message.Id.Value,
        opened.Message.Author.StartsWith("patient", StringComparison.Ordinal),
        opened.Text,
        opened.Message.At,
        [.. opened.Message.Attachments.Select((file, i) => new ThreadFile(file.Id, file.ContentType, file.Bytes, opened.FileNames[i]))],
        opened.FormTitle is { } title ? new ThreadForm(title) : null);
}

/// <summary>A file of a message.</summary>
internal sealed record ThreadFile(string Id, string Type, long Bytes, string? Name);

/// <summary>A filled-in form: that it was sent, not what stood in it.</summary>
internal sealed record ThreadForm(string Title);
