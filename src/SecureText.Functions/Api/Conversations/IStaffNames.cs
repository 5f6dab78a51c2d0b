namespace SecureText.Api.Conversations;

/// <summary>The names of the staff, as colleagues see them.</summary>
public interface IStaffNames
{
    /// <summary>The name of a person by opaque staff id; null when nobody of that id is known, and when the name does not open.</summary>
    ValueTask<string?> FindAsync(string staffId, CancellationToken cancellationToken);
}

/// <summary>Knows nobody.</summary>
internal sealed class NoStaffNames : IStaffNames
{
    /// <inheritdoc />
    public ValueTask<string?> FindAsync(string staffId, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
