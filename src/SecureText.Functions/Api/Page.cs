namespace SecureText.Api;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Cursor">Asks for the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Cursor);
