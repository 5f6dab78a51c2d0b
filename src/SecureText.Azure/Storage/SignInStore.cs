using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using SecureText.Staff;

namespace SecureText.Storage;

/// <summary>The sign-ins of staff: one partition of the table <c>Staff</c>, each row named by the hash of its secret.</summary>
public sealed class SignInStore(TableClient table, IndexKeys keys)
{
    private const string Partition = "sign-in";

    /// <summary>Writes a new one. One request.</summary>
    public async Task AddAsync(SignInSecret secret, SignIn signIn, string userId, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        await table.AddEntityAsync(ToEntity(seal, secret.Hash, signIn, seal.TagOf(userId)), cancellationToken);
    }

    /// <summary>
    /// The sign-in of a secret; null when there is none, when the row was changed, or when it is another user's. One request.
    /// </summary>
    public async Task<SignInRow?> FindAsync(SignInSecret secret, string userId, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            Partition, secret.Hash, cancellationToken: cancellationToken);
        if (!found.HasValue) return null;
        var seal = await keys.RowSealAsync(cancellationToken);
        return From(seal, found.Value!) is { } row && CryptographicOperations.FixedTimeEquals(row.UserTag, seal.TagOf(userId)) ? row : null;
    }

    /// <summary>Notes that its person is still there, unless the row has changed or gone since. One request.</summary>
    public async Task SeenAsync(SignInRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var entity = ToEntity(seal, row.Hash, row.SignIn with { LastSeenAt = now }, row.UserTag);
        try
        {
            await table.UpdateEntityAsync(entity, row.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsChanged())
        {
            // Another request was first, or the sign-in has ended: it must not come back.
        }
    }

    /// <summary>Ends one; not an error when it is gone.</summary>
    public Task EndAsync(SignInRow row, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(Partition, row.Hash, ETag.All, cancellationToken);

    /// <summary>All rows, or those of one person. One query: a sign-in takes away the person's old ones.</summary>
    public async Task<IReadOnlyList<SignInRow>> ReadAsync(StaffId? of, CancellationToken cancellationToken)
    {
        var seal = await keys.RowSealAsync(cancellationToken);
        var filter = of is { } id
            ? TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Staff eq {id.Value}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        var rows = new List<SignInRow>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (From(seal, entity) is { } row) rows.Add(row);
        }

        return rows;
    }

    private static TableEntity ToEntity(RowSeal seal, string hash, SignIn signIn, byte[] userTag) => seal.Sign(
        new TableEntity(Partition, hash)
        {
            ["Staff"] = signIn.Staff.Value,
            ["Round"] = signIn.Round,
            ["User"] = userTag,
            ["StartedAt"] = signIn.StartedAt,
            ["LastSeenAt"] = signIn.LastSeenAt,
        });

    private static SignInRow? From(RowSeal seal, TableEntity entity) =>
        seal.IsWhole(entity)
        && StaffId.TryParse(entity.GetString("Staff"), out var staff)
        && entity.GetInt32("Round") is { } round
        && entity.Time("StartedAt") is { } startedAt
        && entity.Time("LastSeenAt") is { } lastSeenAt
            ? new SignInRow(
                entity.RowKey, new SignIn(staff, round, startedAt, lastSeenAt), entity.TryBinary("User"), entity.ETag)
            : null;
}

/// <summary>A sign-in as it stands in the table.</summary>
/// <param name="Hash">Of its secret.</param>
/// <param name="SignIn">Whose, and when.</param>
/// <param name="UserTag">Keyed hash of the platform's user id.</param>
/// <param name="ETag">For the next write.</param>
public sealed record SignInRow(string Hash, SignIn SignIn, byte[] UserTag, ETag ETag);
