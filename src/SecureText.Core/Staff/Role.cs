namespace SecureText.Staff;

/// <summary>What somebody on the staff may do, as a set: a rule names several, a person has one.</summary>
[Flags]
public enum Role
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reads and answers conversations.</summary>
    Member = 1,

    /// <summary>Also assigns, runs campaigns, reads reports and the log.</summary>
    Manager = 2,

    /// <summary>Everything, with staff and settings.</summary>
    Owner = 4,

    /// <summary>Anybody on the staff.</summary>
    Staff = Member | Manager | Owner,
}
