namespace SecureText.Staff;

/// <summary>The three roles as words, as they stand in rows and in the API.</summary>
public static class RoleNames
{
    /// <summary>Reads one role; exact words only.</summary>
    public static bool TryParse(string? name, out Role role)
    {
        role = name switch
        {
            "owner" => Role.Owner,
            "manager" => Role.Manager,
            "member" => Role.Member,
            _ => Role.None,
        };
        return role != Role.None;
    }

    /// <summary>The word of one role.</summary>
    /// <exception cref="ArgumentException">Not exactly one role.</exception>
    public static string Name(this Role role) => role switch
    {
        Role.Owner => "owner",
        Role.Manager => "manager",
        Role.Member => "member",
        _ => throw new ArgumentException("Not one role.", nameof(role)),
    };
}
