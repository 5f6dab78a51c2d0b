using System.Text.RegularExpressions;

namespace SecureText.Sending;

/// <summary>
/// The clinic's secure link carries a random token after <c>#</c>; by chance it may look like a number or a word. It is
/// hidden from the gate, and only it: host and path are read, since "…/hiv-clinic" says too much.
/// </summary>
public static partial class SecretLink
{
    /// <summary>The text, of the same length, with the tokens blotted out.</summary>
    internal static string Mask(string text) => Token().Replace(text, token => new string('#', token.Length));

    /// <summary>The text without the tokens: who reads it later learns that a link was sent and cannot open it.</summary>
    public static string Hide(string text) => Token().Replace(text, "#…");

    // 22 base64url characters are the 128 bits of a token; words and numbers after a # are not. On one machine the pages
    // are served without a certificate.
    [GeneratedRegex(@"(?<=(?:https://|http://localhost)[^\s#]{1,200})#[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
