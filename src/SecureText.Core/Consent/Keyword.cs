namespace SecureText.Consent;

/// <summary>What a whole message of one word asks for.</summary>
public enum Keyword
{
    /// <summary>Not a keyword: an ordinary text.</summary>
    None,

    /// <summary>Withdraws consent to everything.</summary>
    Stop,

    /// <summary>Asks who this is and how to stop.</summary>
    Help,

    /// <summary>Takes a withdrawal back.</summary>
    Start,
}
