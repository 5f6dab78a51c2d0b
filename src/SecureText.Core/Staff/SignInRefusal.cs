namespace SecureText.Staff;

/// <summary>Why somebody whom Entra has signed in does not come in here.</summary>
public enum SignInRefusal
{
    /// <summary>Of another organisation.</summary>
    ForeignTenant,

    /// <summary>With a password alone.</summary>
    NoSecondFactor,

    /// <summary>Not on the staff, or shut out.</summary>
    UnknownPerson,
}

/// <summary>What is asked of a sign-in before it is looked up.</summary>
public static class SignInRules
{
    /// <summary>The refusal; null when the person is to be looked up.</summary>
    public static SignInRefusal? Refuse(PlatformUser user, Guid tenant)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.TenantId != tenant) return SignInRefusal.ForeignTenant;
        if (!user.HasSecondFactor) return SignInRefusal.NoSecondFactor;
        return user.ObjectId is null ? SignInRefusal.UnknownPerson : null;
    }

    /// <summary>The role that tells the page why; it opens nothing.</summary>
    public static string Marker(this SignInRefusal refusal) => refusal switch
    {
        SignInRefusal.ForeignTenant => "foreign_tenant",
        SignInRefusal.NoSecondFactor => "no_second_factor",
        SignInRefusal.UnknownPerson => "unknown_person",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    /// <summary>The refusal that the roles of a request tell of; null when they tell of none.</summary>
    public static SignInRefusal? Among(IReadOnlyCollection<string> roles)
    {
        foreach (var refusal in Enum.GetValues<SignInRefusal>())
        {
            if (roles.Contains(refusal.Marker())) return refusal;
        }

        return null;
    }
}
