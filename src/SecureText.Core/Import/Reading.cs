namespace SecureText.Import;

/// <summary>A cell that was read, or plain words why not.</summary>
internal readonly record struct Reading<T>(T? Value, string? Refusal)
{
    public static implicit operator Reading<T>(T value) => new(value, null);

    public static Reading<T> No(string refusal) => new(default, refusal);
}
