using SecureText.Staff;

namespace SecureText.Api.Access;

/// <summary>What a rule asks of a caller.</summary>
public enum RuleKind
{
    /// <summary>Nothing: the function shows nothing of anybody, or asks for a secret by itself.</summary>
    Anybody,

    /// <summary>
    /// Nothing that this program could check: the platform in front of it calls it at sign-in, and no page does.
    /// </summary>
    Platform,

    /// <summary>
    /// A signature over the request, which the function asks for itself: another system calls it, and no page does.
    /// </summary>
    Signature,

    /// <summary>A live sign-in of somebody on the staff, also while training is due.</summary>
    SignedIn,

    /// <summary>A live sign-in and one of the roles.</summary>
    Staff,

    /// <summary>A live session of the patient portal.</summary>
    Patient,
}

/// <summary>Who may call one HTTP function.</summary>
public sealed record Rule
{
    private Rule(RuleKind kind, Role roles = Role.None, bool opensPhi = false, bool inEmergency = false) =>
        (Kind, Roles, OpensPhi, InEmergency) = (kind, roles, opensPhi, inEmergency);

    /// <inheritdoc cref="RuleKind.Anybody" />
    public static Rule Anybody { get; } = new(RuleKind.Anybody);

    /// <summary>Anybody, and it asks nothing of storage as fast as somebody calls: whether the program lives, what it is like.</summary>
    public static Rule Probe { get; } = new(RuleKind.Anybody) { IsProbe = true };

    /// <inheritdoc cref="RuleKind.Platform" />
    public static Rule Platform { get; } = new(RuleKind.Platform);

    /// <inheritdoc cref="RuleKind.Signature" />
    public static Rule Signature { get; } = new(RuleKind.Signature);

    /// <inheritdoc cref="RuleKind.SignedIn" />
    public static Rule SignedIn { get; } = new(RuleKind.SignedIn);

    /// <inheritdoc cref="RuleKind.Patient" />
    public static Rule Patient { get; } = new(RuleKind.Patient);

    /// <summary>What is asked for.</summary>
    public RuleKind Kind { get; }

    /// <summary>One of these is needed; <see cref="Role.None"/> where the kind asks for no role.</summary>
    public Role Roles { get; }

    /// <summary>
    /// Whether it shows or changes a patient's record: shut to staff who have not attested all policies that are in
    /// force (45 CFR 164.308(a)(5)).
    /// </summary>
    public bool OpensPhi { get; }

    /// <summary>
    /// Whether emergency access to a conversation opens this function for it: what reads the conversation or answers in it,
    /// and nothing that takes it over, tidies it away or changes who the patient is (docs/emergency-access.md).
    /// </summary>
    public bool InEmergency { get; }

    /// <inheritdoc cref="Probe" />
    public bool IsProbe { get; private init; }

    /// <summary>Whether somebody on the staff must be signed in.</summary>
    public bool AsksForStaff => Kind is RuleKind.SignedIn or RuleKind.Staff;

    /// <summary>Somebody on the staff with one of <paramref name="roles"/>.</summary>
    public static Rule Staff(Role roles, bool opensPhi = false, bool inEmergency = false) =>
        new(RuleKind.Staff, roles, opensPhi, inEmergency);
}
