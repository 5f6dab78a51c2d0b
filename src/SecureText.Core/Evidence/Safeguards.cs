using System.Globalization;

namespace SecureText.Evidence;

/// <summary>
/// The one list of checks, in the order of the law: 45 CFR 164.308, 164.310, 164.312, 164.314, 164.316, 164.502 and what
/// stands beside it. docs/safeguards.md says the same to a reader; a test holds the two together.
/// </summary>
internal static class Safeguards
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Safeguard> All { get; } =
    [
        .. AccessSafeguards.All,
        .. AuditSafeguards.All,
        .. IntegritySafeguards.All,
        .. AuthenticationSafeguards.All,
        .. TransmissionSafeguards.All,
        .. AdministrativeSafeguards.All,
        .. PrivacySafeguards.All,
        .. ClinicsOwn.All,
    ];

    /// <summary>A number of things, as <c>1 person</c> or <c>3 people</c>.</summary>
    internal static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>A time as a reader of a report says it.</summary>
    internal static string Words(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    internal static string Ago(TimeSpan span) => span switch
    {
        { TotalMinutes: < 2 } => "a moment ago",
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} minutes ago"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} hours ago"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} days ago"),
    };

    internal static string List(IReadOnlyCollection<string> names) => string.Join(", ", names);
}
