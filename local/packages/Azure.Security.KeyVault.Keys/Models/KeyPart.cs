namespace Azure.Security.KeyVault.Keys;

/// <summary>
/// Brings a JWK's big-endian numbers to the length that the platform asks for: writers differ in leading zeros.
/// </summary>
internal static class KeyPart
{
    internal static byte[] NotZero(string name, byte[]? value) =>
        value is not null && value.AsSpan().ContainsAnyExcept((byte)0)
            ? value
            : throw new InvalidOperationException($"key parameter {name} is null or zeros");

    internal static byte[] WithoutLeadingZeros(string name, byte[]? value)
    {
        var number = NotZero(name, value);
        return number[number.AsSpan().IndexOfAnyExcept((byte)0)..];
    }

    internal static byte[] OfLength(string name, byte[]? value, int length)
    {
        if (value is null || value.Length == 0) throw new InvalidOperationException($"key parameter {name} is null or empty");
        if (value.Length == length) return value;
        var extra = value.Length - length;
        if (extra > 0 && value.AsSpan(0, extra).ContainsAnyExcept((byte)0))
            throw new InvalidOperationException($"key parameter {name} is too long: expected at most {length} bytes");
        var result = new byte[length];
        value.AsSpan(Math.Max(extra, 0)).CopyTo(result.AsSpan(Math.Max(-extra, 0)));
        return result;
    }
}
