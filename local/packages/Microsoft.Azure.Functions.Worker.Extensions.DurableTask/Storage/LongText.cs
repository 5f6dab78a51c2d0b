using System.Globalization;
using Azure.Data.Tables;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Storage;

/// <summary>
/// Texts of any length in rows: a property holds 32 Ki characters, a row 1 MiB. A longer text is cut into properties; one
/// that would crowd its row goes into rows of its own, which are written first, so that what refers to them is whole.
/// (The real provider puts those into the blob container <c>{hub}-largemessages</c>.)
/// </summary>
internal static class LongText
{
    private const int PropertyLength = 30_000;
    private const int RowLength = 8 * PropertyLength;

    /// <summary>Puts the text into the entity; what it returns must be written before the entity is.</summary>
    internal static IReadOnlyList<TableEntity> Put(TableEntity entity, string name, string? text)
    {
        if (text is null)
            return [];
        if (text.Length <= RowLength)
        {
            PutInline(entity, name, text);
            return [];
        }

        var id = Guid.NewGuid().ToString("N");
        entity[$"{name}Text"] = id;
        var parts = new List<TableEntity>();
        for (var at = 0; at < text.Length; at += RowLength)
        {
            var part = new TableEntity(entity.PartitionKey, RowKeys.Part(id, parts.Count));
            PutInline(part, "Part", text.Substring(at, Math.Min(RowLength, text.Length - at)));
            parts.Add(part);
        }

        return parts;
    }

    /// <summary>The id by which the parts of the text are found, if it has any.</summary>
    internal static string? IdOf(TableEntity entity, string name) => entity.GetString($"{name}Text");

    /// <summary>The text; <c>parts</c> finds the rows of its parts by its id, in order.</summary>
    internal static string? Get(TableEntity entity, string name, Func<string, IEnumerable<TableEntity>> parts) =>
        IdOf(entity, name) is { } id
            ? string.Concat(parts(id).Select(part => GetInline(part, "Part")))
            : GetInline(entity, name);

    private static void PutInline(TableEntity entity, string name, string text)
    {
        var count = 0;
        for (var at = 0; at < text.Length || count == 0; at += PropertyLength)
            entity[Property(name, count++)] = text.Substring(at, Math.Min(PropertyLength, text.Length - at));
    }

    private static string? GetInline(TableEntity entity, string name)
    {
        var cut = Enumerable.Range(0, 9)
            .Select(i => entity.TryGetValue(Property(name, i), out var value) ? value as string : null)
            .TakeWhile(value => value is not null)
            .ToArray();
        return cut.Length == 0 ? null : string.Concat(cut);
    }

    private static string Property(string name, int number) =>
        number == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
}
