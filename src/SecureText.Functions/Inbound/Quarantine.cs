using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SecureText.Audit;
using SecureText.Sealing;

namespace SecureText.Inbound;

/// <summary>
/// Where an event goes that cannot be stored as a message: sealed, named by the hash of its bytes, so that a second
/// delivery is the same blob. Nothing that was acknowledged is dropped (P3). A warning in the log, a journal entry and the count
/// of <c>/api/health/ready</c> tell that a person must look; <see cref="QuarantineRetry"/> tries them again.
/// </summary>
public sealed partial class Quarantine(
    QuarantineContainer container,
    WritingKeys keys,
    IRandomSource random,
    IJournal journal,
    TimeProvider time,
    ILogger<Quarantine> logger)
{
    /// <summary>Keeps an event until a person acts.</summary>
    /// <param name="json">The event as it came. Personal.</param>
    /// <param name="problem">What is wrong with it, without content.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    public async Task KeepAsync(string json, string problem, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        using var key = keys.Get("quarantine");
        var box = Sealer.SealText(key.Key, ContextOf(name), json, random);
        var content = JsonSerializer.SerializeToUtf8Bytes(
            new QuarantinedEvent(problem, key.Wrapped.Id, key.Wrapped.KekId, key.Wrapped.Wrapped, box));
        try
        {
            var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await container.Client.GetBlobClient(name).UploadAsync(new BinaryData(content), options, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // The same event is already here.
        }

        LogKept(problem, name);
        await journal.AppendAsync(
            new AuditEntry(time.GetUtcNow(), "carrier", "event.quarantined", [], "kept", name[..32], problem.Replace(' ', '-')),
            cancellationToken);
    }

    /// <summary>Where the box of a blob belongs.</summary>
    internal static SealContext ContextOf(string name) => new("quarantine", name, "event", "json");

    [LoggerMessage(1, LogLevel.Warning, "An event is in quarantine ({Problem}): blob {Name}.", EventName = "EventQuarantined")]
    private partial void LogKept(string problem, string name);
}

/// <summary>An event in quarantine: sealed under a key that it carries wrapped.</summary>
internal sealed record QuarantinedEvent(string Problem, string DataKeyId, string KekId, byte[] WrappedKey, byte[] Box);

/// <summary>The container of the quarantine.</summary>
public sealed record QuarantineContainer(BlobContainerClient Client);
