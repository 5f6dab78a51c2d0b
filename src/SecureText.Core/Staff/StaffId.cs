using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using SecureText.Sealing;

namespace SecureText.Staff;

/// <summary>Names somebody on the staff without telling who: 24 random hex digits. May stand in keys, logs and the journal.</summary>
public readonly record struct StaffId
{
    private const int Bytes = 12;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private readonly string? value;

    private StaffId(string value) => this.value = value;

    /// <summary>The id as it stands in storage.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty staff id.");

    /// <summary>A new one.</summary>
    public static StaffId New(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[Bytes];
        random.Fill(bytes);
        return new StaffId(Convert.ToHexStringLower(bytes));
    }

    /// <summary>Reads exactly what <see cref="Value"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StaffId id)
    {
        var good = text is { Length: 2 * Bytes } && !text.AsSpan().ContainsAnyExcept(Digits);
        id = good ? new StaffId(text!) : default;
        return good;
    }

    /// <summary>The id; it is opaque.</summary>
    public override string ToString() => Value;
}
