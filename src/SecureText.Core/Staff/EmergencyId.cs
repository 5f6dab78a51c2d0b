using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SecureText.Sealing;

namespace SecureText.Staff;

/// <summary>
/// Names emergency access: 32 hex digits, of which the first half counts time down, so that the newest row stands first. It
/// tells nothing but when, and may stand in keys, logs and the journal.
/// </summary>
public readonly record struct EmergencyId
{
    private const int Length = 32;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private readonly string? value;

    private EmergencyId(string value) => this.value = value;

    /// <summary>The id as it stands in storage.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty emergency id.");

    /// <summary>A new one.</summary>
    public static EmergencyId New(DateTimeOffset now, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[Length / 4];
        random.Fill(bytes);
        return new EmergencyId(Countdown(now) + Convert.ToHexStringLower(bytes));
    }

    /// <summary>Ids of grants taken at <paramref name="time"/> or later sort before this.</summary>
    public static string Before(DateTimeOffset time) => Countdown(time) + "g";

    /// <summary>Reads exactly what <see cref="Value"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EmergencyId id)
    {
        var good = text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Digits);
        id = good ? new EmergencyId(text!) : default;
        return good;
    }

    /// <summary>The id; it is opaque.</summary>
    public override string ToString() => Value;

    private static string Countdown(DateTimeOffset time) =>
        (DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks).ToString("x16", CultureInfo.InvariantCulture);
}
