namespace SecureText.Infra;

/// <summary>Runs where there is a shell.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = UnixTheoryAttribute.Why;
    }
}

/// <inheritdoc cref="UnixFactAttribute" />
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public const string Why = "The POSIX hooks need a POSIX shell.";

    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = Why;
    }
}
