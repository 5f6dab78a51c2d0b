using System.Text.Json;

namespace SecureText.Harness;

/// <summary>Events as Event Grid delivers them.</summary>
public static class AcsJson
{
    public static string Sms(
        string id, string text, string from = TestClinic.Patient, string to = TestClinic.LineNumber, DateTimeOffset? at = null) =>
        JsonSerializer.Serialize(new
        {
            id,
            topic = "/subscriptions/x/resourceGroups/y/providers/microsoft.communication/communicationservices/z",
            subject = "/phonenumber/" + to,
            data = new { messageId = id, from, to, message = text, receivedTimestamp = at ?? TestClinic.Noon, segmentCount = 1 },
            eventType = "Microsoft.Communication.SMSReceived",
            dataVersion = "1.0",
            metadataVersion = "1",
            eventTime = at ?? TestClinic.Noon,
        });

    public static string Report(string id, string tag, string status, string details, DateTimeOffset? at = null) =>
        JsonSerializer.Serialize(new
        {
            id,
            data = new
            {
                messageId = id,
                from = TestClinic.LineNumber,
                to = TestClinic.Patient,
                deliveryStatus = status,
                deliveryStatusDetails = details,
                receivedTimestamp = at ?? TestClinic.Noon,
                tag,
            },
            eventType = "Microsoft.Communication.SMSDeliveryReportReceived",
            eventTime = at ?? TestClinic.Noon,
        });
}
