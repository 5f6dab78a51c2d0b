namespace Azure.Communication.Sms;

/// <summary>What to do with a text besides sending it.</summary>
public class SmsSendOptions
{
    public SmsSendOptions(bool enableDeliveryReport) => EnableDeliveryReport = enableDeliveryReport;

    /// <summary>Whether the service raises a delivery report event.</summary>
    public bool EnableDeliveryReport { get; }

    /// <summary>The caller's own mark; comes back in the delivery report.</summary>
    public string? Tag { get; set; }
}
