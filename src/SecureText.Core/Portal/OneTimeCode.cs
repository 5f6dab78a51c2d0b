using System.Globalization;
using System.Security.Cryptography;
using SecureText.Sealing;

namespace SecureText.Portal;

/// <summary>Six digits by SMS: shows that who opens a link has the phone that it was sent to. Stored as a keyed hash only.</summary>
public readonly record struct OneTimeCode
{
    private const int Digits = 6;
    private const int Codes = 1_000_000;
    private readonly string? value;

    private OneTimeCode(string value) => this.value = value;

    /// <summary>How long a code is good for.</summary>
    public static TimeSpan GoodFor { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The six digits.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty code.");

    /// <summary>A new code; each of the million is equally likely.</summary>
    public static OneTimeCode Create(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];

        // What lies above the last whole million is thrown away: it would make some codes likelier than others.
        const uint Limit = uint.MaxValue - (uint.MaxValue % Codes);
        uint number;
        do
        {
            random.Fill(bytes);
            number = BitConverter.ToUInt32(bytes);
        }
        while (number >= Limit);
        CryptographicOperations.ZeroMemory(bytes);
        return new OneTimeCode((number % Codes).ToString("D6", CultureInfo.InvariantCulture));
    }

    /// <summary>Reads what a person typed; spaces are forgiven.</summary>
    public static bool TryParse(string? text, out OneTimeCode code)
    {
        code = default;
        if (text is not { Length: <= 2 * Digits }) return false;
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length != Digits || !digits.All(char.IsAsciiDigit)) return false;
        code = new OneTimeCode(digits);
        return true;
    }

    /// <summary>Never shows the code.</summary>
    public override string ToString() => "(code)";
}
