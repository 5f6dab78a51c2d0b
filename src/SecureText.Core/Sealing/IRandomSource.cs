namespace SecureText.Sealing;

/// <summary>Where random bytes come from, so that a test can fix them. Production uses <see cref="SystemRandomSource"/>.</summary>
public interface IRandomSource
{
    /// <summary>Fills <paramref name="destination"/> with bytes that nobody can predict.</summary>
    void Fill(Span<byte> destination);
}
