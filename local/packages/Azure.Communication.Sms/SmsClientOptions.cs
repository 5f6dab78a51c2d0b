using Azure.Core;

namespace Azure.Communication.Sms;

/// <summary>How <see cref="SmsClient"/> talks to the service: transport, retries, diagnostics, extra policies.</summary>
public class SmsClientOptions : ClientOptions
{
    public SmsClientOptions(ServiceVersion version = ServiceVersion.V2021_03_07)
    {
        ApiVersion = version switch
        {
            ServiceVersion.V2021_03_07 => "2021-03-07",
            _ => throw new ArgumentOutOfRangeException(nameof(version)),
        };
    }

    internal string ApiVersion { get; }

    /// <summary>The service's REST versions.</summary>
    public enum ServiceVersion
    {
        V2021_03_07 = 1,
    }
}
