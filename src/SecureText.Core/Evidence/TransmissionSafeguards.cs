using static SecureText.Evidence.Finding;
using static SecureText.Evidence.Safeguards;

namespace SecureText.Evidence;

/// <summary>45 CFR 164.312(e): transmission security.</summary>
internal static class TransmissionSafeguards
{
    public static IReadOnlyList<Safeguard> All { get; } =
    [
        new("sms-says-little", "164.312(e)(1)", "An SMS travels in clear, so it says little", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "none: the gate cannot be turned off",
            Code = "src/SecureText.Core/Sending/SendDecision.cs",
            Test = "tests/SecureText.Core.Tests/Sending/SendDecisionTests.cs#Decide_words_that_cannot_go_are_refused",
            Judge = facts => facts.Texting.Judge(texting => When(
                texting.GateMissed.Count == 0,
                $"Of {Count(texting.GateTried, "made-up text", "made-up texts")} that say too much, {texting.GateMissed.Count} would have gone as SMS a moment ago. What the gate refuses goes behind the secure link.",
                "The lists of the gate were changed: put them back.")),
        },
        new("sealed-on-the-way", "164.312(e)(2)(i)", "What is changed on the way does not open", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Code = "src/SecureText.Core/Sealing/Sealer.cs",
            Test = "tests/SecureText.Core.Tests/Sealing/SealerTests.cs#Open_with_any_bit_changed_never_opens",
            Judge = facts => facts.Rows.Judge(rows => When(
                rows.RefusesFlippedBit,
                $"Whatever goes to storage is sealed before it leaves the program. A made-up text in which one bit was turned {(rows.RefusesFlippedBit ? "did not open" : "OPENED")} a moment ago.",
                "The sealing was changed in the code: put it back.")),
        },
        new("tls", "164.312(e)(2)(ii)", "Nothing goes over the network without TLS", SafeguardKind.Addressable, EvidenceBasis.Observed)
        {
            Setting = "Portal:BaseUrl, Storage:…Uri, Keys:KeyVaultUri, Acs:Endpoint",
            Code = "src/SecureText.Functions/Settings/AppSettings.cs",
            Test = "tests/SecureText.Functions.Tests/Settings/AppSettingsTests.cs#Read_in_Azure_a_secret_or_a_wrong_address_is_refused_by_its_name",
            Judge = facts => facts.Deployment.Judge(where =>
            {
                var clear = where.Addresses.Where(address => address.Scheme != Uri.UriSchemeHttps).Select(address => address.Authority).Distinct().ToList();
                return When(
                    clear.Count == 0 && where.Addresses.Count > 0,
                    $"The program knows {Count(where.Addresses.Count, "address", "addresses")} of pages and services; {clear.Count} of them without https{(clear.Count == 0 ? "" : " (" + List(clear) + ")")}.",
                    "Use https addresses. Without it only a machine that talks to itself may run, with made-up patients.");
            }),
        },
    ];
}
