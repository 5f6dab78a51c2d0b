using System.Runtime.CompilerServices;

namespace SecureText.Audit.Verification;

/// <summary>A copy without the files that a desktop puts into every folder it shows; no name of the log looks like theirs.</summary>
internal sealed class CopiedFiles(ILogFiles copy) : ILogFiles
{
    private readonly HashSet<string> left = new(StringComparer.Ordinal);

    public bool IsCopy => true;

    /// <summary>Files that were passed over.</summary>
    public int LeftOut => left.Count;

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in copy.ListAsync(prefix, cancellationToken))
        {
            if (IsOfDesktop(name.AsSpan(name.LastIndexOf('/') + 1))) left.Add(name);
            else yield return name;
        }
    }

    public ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken) =>
        copy.OpenAsync(name, offset, cancellationToken);

    private static bool IsOfDesktop(ReadOnlySpan<char> file) =>
        file is ['.', ..] or "Thumbs.db" or "desktop.ini";
}
