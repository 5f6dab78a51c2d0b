using System.Diagnostics;
using Azure;
using Azure.Data.Tables;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;

internal sealed partial class TableHubStore
{
    private const string Lease = "lease";
    private const string Ring = "ring";
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    private readonly string owner = Guid.NewGuid().ToString("N");
    private DateTime renewAt;

    /// <summary>
    /// One process works on a hub. The lease only spares a second one useless work: that two cannot corrupt anything
    /// follows from the ETag that every commit names.
    /// </summary>
    public async Task<bool> TryOwnAsync(CancellationToken cancellation)
    {
        if (Now < renewAt)
            return true;
        var mine = new TableEntity(Lease, "owner")
        {
            ["Owner"] = owner,
            ["Machine"] = Environment.MachineName,
            ["Process"] = Environment.ProcessId,
            ["Started"] = ProcessStart(Process.GetCurrentProcess()),
            ["ExpiresAt"] = time.GetUtcNow() + LeaseTime,
        };
        try
        {
            var held = await partitions.GetEntityIfExistsAsync<TableEntity>(Lease, "owner", null, cancellation);
            if (!held.HasValue)
                await partitions.AddEntityAsync(mine, cancellation);
            else if (held.Value!.GetString("Owner") == owner || IsFree(held.Value))
                await partitions.UpdateEntityAsync(mine, held.Value.ETag, TableUpdateMode.Replace, cancellation);
            else
                return false;
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            return false;
        }

        renewAt = Now + LeaseTime / 3;
        return true;
    }

    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        renewAt = default;
        var held = await partitions.GetEntityIfExistsAsync<TableEntity>(Lease, "owner", null, cancellation);
        if (held.HasValue && held.Value!.GetString("Owner") == owner)
            await partitions.DeleteEntityAsync(Lease, "owner", held.Value.ETag, cancellation);
    }

    public async Task RingAsync(string instanceId, CancellationToken cancellation)
    {
        var row = new TableEntity(Ring, RowKeys.Partition(instanceId)) { ["InstanceId"] = instanceId };
        await partitions.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task<IReadOnlyList<string>> TakeRingsAsync(CancellationToken cancellation)
    {
        var rung = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Ring}");
        await foreach (var row in partitions.QueryAsync<TableEntity>(filter, null, null, cancellation))
        {
            rung.Add(row.GetString("InstanceId"));
            try
            {
                await partitions.DeleteEntityAsync(Ring, row.RowKey, row.ETag, cancellation);
            }
            catch (RequestFailedException again) when (again.Status == 412)
            {
                // Rung again: it stays for the next look.
            }
        }

        return rung;
    }

    private bool IsFree(TableEntity held) =>
        held.GetDateTimeOffset("ExpiresAt") < time.GetUtcNow()
        || (held.GetString("Machine") == Environment.MachineName && !IsAlive(held));

    // A process that was killed cannot give its lease back; on the same machine its end can be seen.
    private static bool IsAlive(TableEntity held)
    {
        try
        {
            using var process = Process.GetProcessById(held.GetInt32("Process") ?? 0);
            return !process.HasExited && ProcessStart(process) == held.GetInt64("Started");
        }
        catch (Exception unknown) when (unknown is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static long ProcessStart(Process process) => process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond;
}
