using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Audit;
using SecureText.Audit.Tree;

namespace SecureText.Api.Log;

/// <summary><c>/api/audit/log</c>: how far the log is signed, and what to take away as proof. Nothing of a patient is in it.</summary>
public sealed class SignedLog(
    LogProofs proofs, LogIntegrator integrator, ICheckpointSigner signer, LogVerdicts verdicts, IJournal journal, TimeProvider time)
{
    private const string Text = "text/plain; charset=utf-8";
    private const string KeysName = "log-keys";

    /// <summary><c>GET /api/audit/log</c>.</summary>
    [Function("ReadLog")]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/log")] HttpRequest request, CancellationToken cancellationToken)
    {
        var checkpoint = (await proofs.NewestAsync(cancellationToken))?.Checkpoint;
        var keys = await signer.KeysAsync(cancellationToken);
        var last = await verdicts.ReadAsync(cancellationToken);
        return ApiJson.Ok(new LogAnswer(
            checkpoint?.Size ?? 0,
            (checkpoint?.Root ?? TreeHash.Empty).ToString(),
            checkpoint?.At,
            signer.Origin,
            keys.Count > 0 ? keys[0].KeyId : "",
            await PendingAsync(cancellationToken),
            last));
    }

    /// <summary><c>POST /api/audit/log/checkpoints</c>: 201; everything up to this request is in it.</summary>
    [Function("WriteCheckpoint")]
    public async Task<IResult> WriteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "audit/log/checkpoints")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        await JournalAsync(request, "log.checkpoint", null, cancellationToken);
        // Never null: the entry above is in the log.
        var signed = (await integrator.RunAsync(always: true, cancellationToken))!;
        return ApiJson.Ok(
            new CheckpointAnswer(signed.Checkpoint.Size, signed.Checkpoint.At, Encoding.UTF8.GetString(signed.Note.Format())), 201);
    }

    /// <summary><c>GET /api/audit/log/checkpoint</c>: the newest, as it was signed.</summary>
    [Function("ReadCheckpoint")]
    public async Task<IResult> CheckpointAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/log/checkpoint")] HttpRequest request,
        CancellationToken cancellationToken) =>
        await proofs.NewestAsync(cancellationToken) is { } newest
            ? Results.File(newest.Note.Format(), Text, $"checkpoint-{newest.Checkpoint.Size}.txt")
            : NotYet;

    /// <summary><c>GET /api/audit/log/keys</c>: the public keys of all versions, as a JWK set.</summary>
    [Function("ReadLogKeys")]
    public async Task<IResult> KeysAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/log/keys")] HttpRequest request, CancellationToken cancellationToken) =>
        Results.File(LogCheck.Jwks(await signer.KeysAsync(cancellationToken)), "application/jwk-set+json", $"{KeysName}.jwks");

    /// <summary><c>GET /api/audit/log/proof?writer=&amp;seq=</c>: that this entry is in the log.</summary>
    [Function("ReadLogProof")]
    public async Task<IResult> ProofAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/log/proof")] HttpRequest request, CancellationToken cancellationToken)
    {
        var writer = request.Query["writer"].ToString();
        if (!Opaque.Fits(writer, Opaque.MaxShortLength) || !Whole(request.Query["seq"], out var seq) || seq < 1)
            return Problems.BadRequest("Name an entry by writer and seq.");
        await JournalAsync(request, "log.proof", string.Create(CultureInfo.InvariantCulture, $"{writer}:{seq}"), cancellationToken);
        return await proofs.InclusionAsync(writer, seq, cancellationToken) is { } file
            ? Results.File(file.Format(), Text, string.Create(CultureInfo.InvariantCulture, $"entry-{file.Index}.tlog-proof"))
            : NotYet;
    }

    /// <summary><c>GET /api/audit/log/consistency?from=</c>: that the log was only added to since a checkpoint of that size.</summary>
    [Function("ReadLogConsistency")]
    public async Task<IResult> ConsistencyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit/log/consistency")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!Whole(request.Query["from"], out var from) || from < 1) return Problems.BadRequest("Name the size of an earlier checkpoint as from.");
        await JournalAsync(request, "log.consistency", string.Create(CultureInfo.InvariantCulture, $"from:{from}"), cancellationToken);
        return await proofs.ConsistencyAsync(from, cancellationToken) is { } file
            ? Results.File(file.Format(), Text, string.Create(CultureInfo.InvariantCulture, $"consistency-from-{from}.txt"))
            : Problems.Of(404, "no-such-checkpoint", "No checkpoint of that size was signed. The size is the second line of a checkpoint.");
    }

    private static IResult NotYet => Problems.Of(404, "not-in-the-log-yet", "This is not in the signed log yet. Try again in two minutes.");

    private static bool Whole(string? text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    // A log that does not grow is no reason to show nothing of it.
    private async Task<int?> PendingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await integrator.PendingAsync(cancellationToken);
        }
        catch (LogDamagedException)
        {
            return null;
        }
    }

    private Task JournalAsync(HttpRequest request, string action, string? detail, CancellationToken cancellationToken) => journal.AppendAsync(
        new AuditEntry(time.GetUtcNow(), AccessMiddleware.StaffOf(request).Actor, action, [], "done", RequestId.Of(request), detail),
        cancellationToken);

    private sealed record LogAnswer(
        long Size, string Root, DateTimeOffset? CheckpointAt, string Origin, string KeyId, int? Pending, LogVerdict? LastVerified);

    private sealed record CheckpointAnswer(long Size, DateTimeOffset At, string Note);
}
