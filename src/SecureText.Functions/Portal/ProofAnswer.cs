using SecureText.Texting;

namespace SecureText.Portal;

/// <summary>What came of a step by which somebody proves who he is. Expected failures are values.</summary>
public abstract record ProofAnswer
{
    private ProofAnswer()
    {
    }

    /// <summary>No such link: unknown, over, taken back or damaged, and nobody learns which.</summary>
    public sealed record NotValid : ProofAnswer;

    /// <summary>Too many wrong tries.</summary>
    public sealed record Locked : ProofAnswer;

    /// <summary>Not the right answer.</summary>
    public sealed record Wrong(int TriesLeft) : ProofAnswer;

    /// <summary>The code may not or cannot be sent to this number.</summary>
    public sealed record CodeNotSent : ProofAnswer;

    /// <summary>Three codes within the hour.</summary>
    public sealed record TooManyCodes : ProofAnswer;

    /// <summary>The link is good; the date of birth comes next.</summary>
    public sealed record AskDate(Language Language) : ProofAnswer;

    /// <summary>The code is on its way.</summary>
    public sealed record AskCode(string NumberEnds) : ProofAnswer;

    /// <summary>Proven: this is the session.</summary>
    public sealed record Open(SessionSecret Session) : ProofAnswer;
}
