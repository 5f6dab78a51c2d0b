using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// The properties of a caller's own entity type, by their names in the table. <c>[IgnoreDataMember]</c> leaves one out,
/// <c>[DataMember(Name = …)]</c> renames one.
/// </summary>
internal static class EntityMembers
{
    private static readonly ConcurrentDictionary<Type, Member[]> Known = new();

    public static Member[] Of(Type type) => Known.GetOrAdd(type, Find);

    /// <summary>The name that a member has in the table.</summary>
    public static string NameInTable(MemberInfo member) =>
        member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    private static Member[] Find(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0 && property.GetMethod is not null)
            .Where(property => property.GetCustomAttribute<IgnoreDataMemberAttribute>() is null)
            // The keys and the service's own columns go through the interface, which may be implemented explicitly.
            .Where(property => property.Name is not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey)
                or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag)))
            .Select(property => new Member(NameInTable(property), property)),
    ];

    internal sealed record Member(string Name, PropertyInfo Property)
    {
        public bool CanWrite => Property.SetMethod is not null;
    }
}
