using SecureText.Storage;

namespace SecureText.Audit;

/// <summary>
/// Adds to each entry of an HTTP request the hashed address it came from and the emergency that let its caller in: the one
/// place, so no writer can forget it.
/// </summary>
internal sealed class RequestJournal(IJournal journal, CurrentRequest current, IndexKeys keys) : IJournal
{
    /// <inheritdoc />
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (current.Marks is { } marks)
        {
            entry = entry with
            {
                Source = entry.Source ?? await SourceAsync(marks, cancellationToken),
                Emergency = entry.Emergency ?? marks.Emergency?.Id.Value,
            };
        }

        await journal.AppendAsync(entry, cancellationToken);
    }

    private async ValueTask<string?> SourceAsync(RequestMarks marks, CancellationToken cancellationToken) =>
        marks.Address is { } address
            ? marks.Source ??= (await keys.IndexAsync(cancellationToken)).ForAddress(address)
            : null;
}
