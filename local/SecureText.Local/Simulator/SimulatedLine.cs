namespace SecureText.Simulator;

/// <summary>What kind of number the clinic texts from; it decides what the network does by itself.</summary>
internal enum LineKind
{
    /// <summary>The network answers STOP and START with its own words and blocks (azure-docs, sms-faq). 200 a minute.</summary>
    TollFree,

    /// <summary>Ten-digit number: the network leaves opting out to the clinic's program.</summary>
    TenDigit,
}

/// <summary>One of the clinic's numbers, in E.164, with its pace.</summary>
internal sealed record SimulatedLine(string Number, LineKind Kind, int RatePerMinute = 200);
