namespace Azure.Communication.Sms;

/// <summary>What became of the text for one recipient when the service took the request.</summary>
public class SmsSendResult
{
    internal SmsSendResult(string to, string? messageId, int httpStatusCode, bool successful, string? errorMessage)
    {
        To = to;
        MessageId = messageId;
        HttpStatusCode = httpStatusCode;
        Successful = successful;
        ErrorMessage = errorMessage;
    }

    public string To { get; }

    /// <summary>Set only when <see cref="Successful"/>.</summary>
    public string? MessageId { get; }

    public int HttpStatusCode { get; }

    public bool Successful { get; }

    /// <summary>May repeat the recipient's number.</summary>
    public string? ErrorMessage { get; }
}
