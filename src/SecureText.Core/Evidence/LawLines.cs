namespace SecureText.Evidence;

/// <summary>
/// What the lines of the law are called: the headings of the Code of Federal Regulations, as law.cornell.edu and ecfr.gov show
/// them (looked up in November 2026). A proposal of 6 January 2025 (90 FR 898) would make what is addressable required; it
/// was not in force then.
/// </summary>
internal static class LawLines
{
    private static readonly Dictionary<string, string> Headings = new(StringComparer.Ordinal)
    {
        ["164.308(a)(1)(ii)(A)"] = "Risk analysis (Required)",
        ["164.308(a)(1)(ii)(B)"] = "Risk management (Required)",
        ["164.308(a)(1)(ii)(C)"] = "Sanction policy (Required)",
        ["164.308(a)(1)(ii)(D)"] = "Information system activity review (Required)",
        ["164.308(a)(2)"] = "Standard: Assigned security responsibility",
        ["164.308(a)(3)(ii)(A)"] = "Authorization and/or supervision (Addressable)",
        ["164.308(a)(3)(ii)(B)"] = "Workforce clearance procedure (Addressable)",
        ["164.308(a)(3)(ii)(C)"] = "Termination procedures (Addressable)",
        ["164.308(a)(4)(ii)(B)"] = "Access authorization (Addressable)",
        ["164.308(a)(5)(i)"] = "Standard: Security awareness and training",
        ["164.308(a)(5)(ii)(A)"] = "Security reminders (Addressable)",
        ["164.308(a)(5)(ii)(B)"] = "Protection from malicious software (Addressable)",
        ["164.308(a)(5)(ii)(C)"] = "Log-in monitoring (Addressable)",
        ["164.308(a)(5)(ii)(D)"] = "Password management (Addressable)",
        ["164.308(a)(6)(ii)"] = "Response and reporting (Required)",
        ["164.308(a)(7)(ii)(A)"] = "Data backup plan (Required)",
        ["164.308(a)(7)(ii)(B)"] = "Disaster recovery plan (Required)",
        ["164.308(a)(7)(ii)(C)"] = "Emergency mode operation plan (Required)",
        ["164.308(a)(7)(ii)(D)"] = "Testing and revision procedures (Addressable)",
        ["164.308(a)(7)(ii)(E)"] = "Applications and data criticality analysis (Addressable)",
        ["164.308(a)(8)"] = "Standard: Evaluation",
        ["164.308(b)(3)"] = "Written contract or other arrangement (Required)",
        ["164.310(a)(1)"] = "Standard: Facility access controls",
        ["164.310(b)"] = "Standard: Workstation use",
        ["164.310(c)"] = "Standard: Workstation security",
        ["164.310(d)(1)"] = "Standard: Device and media controls",
        ["164.312(a)(1)"] = "Standard: Access control",
        ["164.312(a)(2)(i)"] = "Unique user identification (Required)",
        ["164.312(a)(2)(ii)"] = "Emergency access procedure (Required)",
        ["164.312(a)(2)(iii)"] = "Automatic logoff (Addressable)",
        ["164.312(a)(2)(iv)"] = "Encryption and decryption (Addressable)",
        ["164.312(b)"] = "Standard: Audit controls",
        ["164.312(c)(1)"] = "Standard: Integrity",
        ["164.312(c)(2)"] = "Mechanism to authenticate electronic protected health information (Addressable)",
        ["164.312(d)"] = "Standard: Person or entity authentication",
        ["164.312(e)(1)"] = "Standard: Transmission security",
        ["164.312(e)(2)(i)"] = "Integrity controls (Addressable)",
        ["164.312(e)(2)(ii)"] = "Encryption (Addressable)",
        ["164.314(a)(2)(i)"] = "Business associate contracts (Required)",
        ["164.316(b)(2)(i)"] = "Time limit (Required)",
        ["164.316(b)(2)(iii)"] = "Updates (Required)",
        ["164.414(b)"] = "Burden of proof",
        ["164.502(b)"] = "Standard: Minimum necessary",
        ["164.524(c)"] = "Provision of access",
        ["47 CFR 64.1200(a)(1)"] = "Calls and texts need consent",
        ["47 CFR 64.1200(a)(10)"] = "Consent may be revoked in any reasonable manner",
        ["47 CFR 64.1200(c)(1)"] = "Not before 8 a.m. or after 9 p.m.",
        ["carrier rules"] = "Registration of lines",
    };

    /// <summary>All lines that are known.</summary>
    public static IReadOnlyDictionary<string, string> All => Headings;

    /// <summary>The line as a reader finds it: with its title of the Code and its heading.</summary>
    public static string Name(string id) =>
        (id.StartsWith("164.", StringComparison.Ordinal) ? $"45 CFR {id}" : id)
        + (Headings.TryGetValue(id, out var heading) ? $", {heading}" : "");
}
