using SecureText.Audit;
using SecureText.Canary;

namespace SecureText.Demo;

/// <summary>Something that is played with the whole system and checked: its steps, and what the last of them found.</summary>
internal interface IPlay
{
    /// <summary>What the scan found; <c>null</c> until it has run.</summary>
    CanaryReport? Canaries { get; }

    /// <summary>What the check of the journal found; <c>null</c> until it has run.</summary>
    JournalReport? Journal { get; }

    IReadOnlyList<DemoStep> Steps();

    /// <summary>How much happened; the lines that stand above what was found.</summary>
    IEnumerable<string> Counts();
}
