#nullable disable
using System.Globalization;
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused as a whole; the service names the change that it stopped at.</summary>
#pragma warning disable CA1032, CA2229 // The package has these constructors and no others.
[Serializable]
public class TableTransactionFailedException : RequestFailedException
{
    internal const string IndexKey = "FailedEntity";

    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys)
            Data.Add(key, requestFailedException.Data[key]);
        if (Data[IndexKey] is string text && int.TryParse(text, CultureInfo.InvariantCulture, out var index))
            FailedTransactionActionIndex = index;
    }

    [Obsolete("Formatter-based serialization is obsolete.", DiagnosticId = "SYSLIB0051")]
    protected TableTransactionFailedException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }

    public int? FailedTransactionActionIndex { get; }
}
