namespace SecureText.Api.Conversations;

/// <summary>The caller's own name for a request: the same key again is the same request.</summary>
internal static class IdempotencyKey
{
    public static bool IsGood(string? key) => key is { Length: > 0 and <= 100 };
}
