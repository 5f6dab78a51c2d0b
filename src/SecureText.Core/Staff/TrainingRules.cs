using System.Collections.Immutable;
using System.Globalization;
using SecureText.Clinic;

namespace SecureText.Staff;

/// <summary>Which policies somebody must still read and attest (45 CFR 164.308(a)(5), 164.530(b)). Pure.</summary>
public static class TrainingRules
{
    /// <summary>Nothing attested yet.</summary>
    public static ImmutableSortedDictionary<string, int> None { get; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The policies in force that this person has not attested in their version of now.</summary>
    public static IReadOnlyList<StaffPolicy> Due(Person person, IEnumerable<StaffPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(person);
        return [.. policies.Where(policy => !person.Attested.TryGetValue(policy.Id, out var version) || version != policy.Version)];
    }

    /// <summary>The person after attesting. Policies that are no longer in force are forgotten here; the records stay.</summary>
    public static Person Attest(Person person, StaffPolicy attested, IReadOnlyList<StaffPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(attested);
        var kept = person.Attested.Where(pair => policies.Any(policy => policy.Id == pair.Key));
        return person with { Attested = None.AddRange(kept).SetItem(attested.Id, attested.Version) };
    }

    /// <summary>As it stands in a row: <c>privacy:1,texting:2</c>.</summary>
    public static string Format(ImmutableSortedDictionary<string, int> attested) => string.Join(
        ',', attested.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}:{pair.Value}")));

    /// <summary>Reads what <see cref="Format"/> writes.</summary>
    /// <exception cref="FormatException">Something else stands there.</exception>
    public static ImmutableSortedDictionary<string, int> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var attested = None;
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.LastIndexOf(':');
            if (colon <= 0 || !int.TryParse(pair.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                throw new FormatException("A row's attested policies cannot be read.");
            attested = attested.SetItem(pair[..colon], version);
        }

        return attested;
    }
}
