using SecureText.Carriers;
using SecureText.Texting;

namespace SecureText.Azure.Tests.Carriers;

/// <summary>Texts, and a carrier in front of a made-up service.</summary>
internal static class AcsSamples
{
    internal const string AccessKey = "c2VjcmV0LWtleS1mb3ItdGVzdHMtb25seS0zMi1ieXRlcyE=";

    internal static readonly DateTimeOffset Now = new(2026, 3, 4, 15, 6, 7, TimeSpan.FromHours(-5));

    internal static readonly CarrierMessage Message = MessageOf(1);

    internal static CarrierMessage MessageOf(byte n) => new(
        PhoneNumber.Parse("+12065550100"),
        PhoneNumber.Parse("+12065550123"),
        new MessageText("Your ride is confirmed. CANARY-WORDS"),
        $"outbox-{n}",
        new Guid(n, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]),
        Now.AddMinutes(n));

    internal static AcsCarrier CarrierOf(FakeAcs acs, TimeProvider? time = null) => AcsCarrier.Create(
        new AcsOptions { ConnectionString = $"endpoint=https://clinic.communication.azure.com/;accesskey={AccessKey}" },
        credential: null,
        time ?? new HandTime(Now),
        acs.Transport(),
        TimeSpan.FromMilliseconds(1));
}
