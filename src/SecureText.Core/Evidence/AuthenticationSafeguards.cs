using static SecureText.Evidence.Finding;
using static SecureText.Evidence.Safeguards;

namespace SecureText.Evidence;

/// <summary>45 CFR 164.312(d): person or entity authentication.</summary>
internal static class AuthenticationSafeguards
{
    private static readonly TimeSpan OldestSecret = TimeSpan.FromDays(365);

    /// <summary>Without links no lock was ever tried.</summary>
    private static Finding NoLink { get; } = Finding.Clinic(
        "No link has been sent yet, so there was nothing to look at.", "Make the report again after the first link.");

    public static IReadOnlyList<Safeguard> All { get; } =
    [
        new("tenant", "164.312(d)", "Only accounts of the clinic's own tenant come in", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Staff:TenantId",
            Code = "src/SecureText.Core/Staff/SignInRefusal.cs",
            Test = "tests/SecureText.Core.Tests/Staff/PlatformUserTests.cs#Refusal_names_the_tenant_first_then_the_second_factor",
            Judge = facts => facts.Deployment.Judge(where => facts.SignIns.Judge(signIns => When(
                where.Tenant != Guid.Empty && signIns.RefusesForeigners,
                $"Accounts of tenant {where.Tenant:D} come in. A made-up sign-in of another tenant was {(signIns.RefusesForeigners ? "refused" : "LET IN")} a moment ago.",
                "Set Staff:TenantId to the clinic's own Entra tenant."))),
        },
        new("second-factor", "164.312(d)", "A password alone does not let staff in", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "none: it cannot be turned off",
            Code = "src/SecureText.Core/Staff/PlatformUser.cs",
            Test = "tests/SecureText.Core.Tests/Staff/PlatformUserTests.cs#Second_factor_is_a_whole_value_of_the_claim_for_methods",
            Judge = facts => facts.SignIns.Judge(signIns => When(
                signIns is { RefusesOneFactor: true, TakesTwoFactors: true },
                $"Two made-up sign-ins were tried a moment ago: with a password alone it was {(signIns.RefusesOneFactor ? "refused" : "LET IN")}, with a second factor {(signIns.TakesTwoFactors ? "let in" : "REFUSED")}.",
                "The rule was changed in the code: put it back.")),
        },
        new("patient-proof", "164.312(d)", "A link alone shows nothing: date of birth and a code, and few tries", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "built in: 5 tries, 15 minutes",
            Code = "src/SecureText.Core/Portal/LinkTransitions.cs",
            Test = "tests/SecureText.Functions.Tests/Portal/LinkProofTests.cs#Fifty_guesses_at_once_are_five_tries",
            Judge = facts => facts.Portal.Judge(portal => portal.Links == 0 ? NoLink : When(
                portal.OverTried == 0 && portal.MostTries <= 5,
                $"Of {Count(portal.Links, "link", "links")} looked at, {portal.Locked} are locked after {portal.MostTries} wrong tries and {portal.OverTried} took more tries than that. A patient is signed out after {portal.Idle.TotalMinutes:0} minutes without use.",
                "Tell who maintains the program: a lock did not hold.")),
        },
        new("webhook-secrets", "164.312(d)", "Other systems sign what they send, with a secret that is not old", SafeguardKind.Required, EvidenceBasis.Observed)
        {
            Setting = "Webhooks",
            Code = "src/SecureText.Core/Webhooks/WebhookSignature.cs",
            Test = "tests/SecureText.Functions.Tests/Webhooks/WebhookTests.cs#Call_that_is_not_good_is_refused_and_changes_nothing",
            Judge = facts => facts.Partners.Judge(partners => partners.Secrets.Count == 0
                ? Pass("There is no secret, so no other system may send events.")
                : When(
                    facts.Now - partners.Secrets.Min() <= OldestSecret,
                    $"{Count(partners.Secrets.Count, "secret is", "secrets are")} in force; the oldest was made on {Words(partners.Secrets.Min())}.",
                    "It is older than a year: make a second one, give it to the other system, then delete the old.")),
        },
    ];
}
