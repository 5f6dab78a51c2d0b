namespace SecureText.Texting;

/// <summary>Words that a patient or a clinic wrote. Personal: <see cref="ToString"/> does not show them.</summary>
/// <param name="Value">The words, any Unicode text, also malformed; empty for a default value, never null.</param>
public readonly record struct MessageText(string Value)
{
    /// <summary>The words, any Unicode text, also malformed; empty for a default value, never null.</summary>
    public string Value { get => field ?? ""; init; } = Value;

    /// <summary>Nothing in it that a reader would see: empty, white space, control or format characters only.</summary>
    public bool IsBlank
    {
        get
        {
            foreach (var rune in Value.EnumerateRunes())
            {
                if (!TextFolding.IsInvisible(rune)) return false;
            }

            return true;
        }
    }

    /// <summary>Has half of a surrogate pair: no Unicode text, and each carrier mends it differently.</summary>
    public bool HasLoneSurrogate
    {
        get
        {
            for (var i = 0; i < Value.Length; i++)
            {
                if (!char.IsSurrogate(Value[i])) continue;
                if (!char.IsSurrogatePair(Value, i)) return true;
                i++;
            }

            return false;
        }
    }

    /// <summary>The first so many UTF-16 units, and no half of a surrogate pair.</summary>
    public MessageText Beginning(int longest) => Value.Length <= longest
        ? this
        : new MessageText(Value[..(char.IsHighSurrogate(Value[longest - 1]) ? longest - 1 : longest)]);

    /// <summary>Never shows the words.</summary>
    public override string ToString() => "(text)";
}
