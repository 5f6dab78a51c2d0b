using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using SecureText.Api.Access;
using SecureText.Api.Limits;
using SecureText.Audit;
using SecureText.Clinic;
using SecureText.Portal;
using SecureText.Storage;
using SecureText.Webhooks;

namespace SecureText.Api.Webhooks;

/// <summary>
/// <c>POST /api/hooks/{kind}</c>: other systems tell what has happened. Nobody is signed in: the signature is asked for here, over
/// the very bytes that came, before a character of them is read.
/// </summary>
public sealed class TakeWebhook(
    WebhookStore store,
    WebhookEvents events,
    ClinicProfile clinic,
    [FromKeyedServices(WebhookComposition.Unsigned)] StrangerCount strangers,
    StrangerLimits limits,
    CurrentRequest current,
    IJournal journal,
    TimeProvider time)
{
    /// <summary>200 when it is taken, also when it was taken before; 401 without a good signature; 429 when too many came without one; 409 when its subject is not known.</summary>
    [Function(nameof(TakeWebhook))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "hooks/{kind}")] HttpRequest request,
        string kind,
        CancellationToken cancellationToken)
    {
        if (!WebhookEvent.Kinds.Contains(kind)) return Problems.NotFound;
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(new LimitedStream(body, ApiJson.LongestBody), cancellationToken);
        }
        catch (InvalidDataException)
        {
            return await RefuseUnsignedAsync(Problems.Of(413, "body-too-large", "The body is larger than 64 KB."));
        }

        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (WebhookSignature.Parse(request.Headers[WebhookSignature.Header]) is not { } signature)
            return await RefuseUnsignedAsync(Unsigned("signature-missing", $"Send {WebhookSignature.Header}: t=<unix seconds>,v1=<hex>."));

        // Where strangers have used the permits up, a sender whose signature is good under the secrets as they were read last goes
        // on to be asked as always; nobody else costs a request of storage.
        var visit = limits.Enter(Rule.Signature, current.Marks?.Peer);
        if (visit.Wait is { } wait && !signature.IsOf(store.LastOpened, kind, bytes.Span))
            return await limits.RefusalAsync(request.HttpContext, wait, cancellationToken);
        if (!signature.IsOf(await store.OpenAsync(cancellationToken), kind, bytes.Span))
            return await RefuseUnsignedAsync(Unsigned("signature-wrong", "The signature is not of this kind and body under a secret that is in force."));
        if (!signature.IsFresh(time.GetUtcNow()))
            return await RefuseAsync("signature-old", Unsigned("signature-old", "The signature's time is more than five minutes away. Set the clock; sign again."));
        limits.LetIn(visit);
        if (WebhookEvent.Read(kind, bytes, clinic.TimeZone, out var refusal) is not { } happened)
            return await RefuseAsync("body", Problems.BadRequest(refusal));

        if (await store.IsTakenAsync(kind, happened.Id, time.GetUtcNow(), cancellationToken))
        {
            await JournalAsync("repeated", null, null);
            return ApiJson.Ok(new Taken(true));
        }

        // Before it is done: a change that the journal does not know must not come about.
        await JournalAsync("attempted", null, null);
        var result = await events.TakeAsync(happened, cancellationToken);
        if (result.IsUnknown)
        {
            return await RefuseAsync("unknown", Problems.Conflict(
                "unknown-subject", "Nothing with this id is known here. Import it first, or send patient and at with a new appointment."));
        }

        // Last: a crash before it lets the sender's next try do all of it again, which comes to the same.
        await store.TakeAsync(kind, happened.Id, time.GetUtcNow(), cancellationToken);
        await JournalAsync(result.Occasion is null ? "ignored" : "done", result.Occasion?.Conversation.Value, result.Occasion?.Id);
        return ApiJson.Ok(new Taken(false));

        async Task<IResult> RefuseAsync(string why, IResult problem)
        {
            await JournalAsync("refused", null, why);
            return problem;
        }

        // Anybody can call without a secret, and without end: told as a number once a minute, as strangers at the portal are.
        async Task<IResult> RefuseUnsignedAsync(IResult problem)
        {
            if (strangers.Count() is { } count)
                await JournalAsync("refused", null, string.Create(CultureInfo.InvariantCulture, $"unsigned:{count}"));
            return problem;
        }

        Task JournalAsync(string outcome, string? conversation, string? detail) => journal.AppendAsync(
            new AuditEntry(
                time.GetUtcNow(), "webhook", $"webhook.{kind}", conversation is null ? [] : [conversation], outcome, RequestId.Of(request), detail),
            cancellationToken);
    }

    private static IResult Unsigned(string code, string title) => Problems.Of(401, code, title);

    private sealed record Taken(bool Repeated);
}
