using Azure;
using Azure.Data.Tables.Models;

namespace SecureText.Storage;

/// <summary>
/// What the service says of a row, apart from what it says of its table: who took a missing table for a row that somebody has
/// taken away would read again and try again for ever.
/// </summary>
internal static class TableAnswers
{
    /// <summary>There is such a row already.</summary>
    public static bool IsThere(this RequestFailedException e) => e.Says(TableErrorCode.EntityAlreadyExists);

    /// <summary>There is no such row. The service's list of errors has both codes for it.</summary>
    public static bool IsGone(this RequestFailedException e) =>
        e.Says(TableErrorCode.ResourceNotFound) || e.Says(TableErrorCode.EntityNotFound);

    /// <summary>The row has changed since it was read, or is gone.</summary>
    public static bool IsChanged(this RequestFailedException e) => e.Status == 412 || e.IsGone();

    // What never reached the service has no code, and nothing converts from that.
    private static bool Says(this RequestFailedException e, TableErrorCode code) => e.ErrorCode is { } said && said == code;
}
