using System.Globalization;

namespace SecureText.Simulator;

/// <summary>What the carriers made of a text, with the service's codes (azure-docs, sms-sdk).</summary>
/// <param name="Code">As 2000 or 4007.</param>
/// <param name="Arrives">Whether the phone shows the text: with 5002 it may, though nobody reports it.</param>
internal readonly record struct DeliveryOutcome(int Code, bool Arrives)
{
    internal static readonly DeliveryOutcome Delivered = new(2000, true);
    internal static readonly DeliveryOutcome OptedOut = new(4007, false);

    internal string Status => Code == 2000 ? "Delivered" : "Failed";

    internal string Details => Code == 2000 ? "No error." : $"{Code}: {Words}";

    /// <summary>The codes that the handset page offers.</summary>
    internal static IReadOnlyList<int> Failures { get; } =
        [4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 4010, 4020, 5000, 5001, 5002, 9999];

    internal static DeliveryOutcome FailedWith(int code) => new(code, code == 5002);

    /// <summary>
    /// Numbers that always fail, for tests without a switch: area code 400 or 500 and 555-01, then the last two digits
    /// of the code. <c>+1 400 555 0106</c> is 4006, <c>+1 500 555 0102</c> is 5002; <c>+1 999 555 0199</c> is 9999.
    /// </summary>
    internal static DeliveryOutcome? OfMagicNumber(string number)
    {
        if (number == "+19995550199") return FailedWith(9999);
        if (number.Length != 12 || number[5..10] != "55501" || number[2..5] is not ("400" or "500")) return null;
        var lastDigits = int.Parse(number.AsSpan(10), CultureInfo.InvariantCulture);
        var code = ((number[2] - '0') * 1000) + lastDigits;
        return Failures.Contains(code) ? FailedWith(code) : null;
    }

    private string Words => Code switch
    {
        4000 => "Message was blocked due to fraud.",
        4001 => "The From number is not valid.",
        4002 => "The To number is not valid.",
        4003 => "The destination is not supported.",
        4004 => "The To number does not exist.",
        4005 => "Blocked by the carrier.",
        4006 => "The destination cannot be reached.",
        4007 => "Sender blocked for given recipient.",
        4008 => "Above the most that the profile allows.",
        4009 => "Not entitled.",
        4010 => "The toll-free number is not verified.",
        4020 => "Above the carrier's volume.",
        5000 => "Delivery failed.",
        5001 => "Temporary failure.",
        5002 => "The carrier gives no delivery reports.",
        _ => "Unknown error.",
    };
}
