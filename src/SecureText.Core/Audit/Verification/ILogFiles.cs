namespace SecureText.Audit.Verification;

/// <summary>
/// Where a log is read from: a folder with a copy of its container, or the container itself. Whatever it answers is
/// evidence to be checked, never believed. May throw <see cref="IOException"/>, <see cref="HttpRequestException"/> or
/// <see cref="LogUnreadableException"/>.
/// </summary>
public interface ILogFiles
{
    /// <summary>
    /// Whether this is a copy that somebody made, file by file: its parts may be of different minutes, and his computer may
    /// have put files of its own into it.
    /// </summary>
    bool IsCopy => false;

    /// <summary>Names of all blobs that begin with a prefix ending in <c>/</c> (or empty: of all), in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob for reading, forward only, from an offset; at or behind its end that gives an empty stream.
    /// Null: there is none.
    /// </summary>
    ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken);
}
