using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using SecureText.Sealing;

namespace SecureText.Staff;

/// <summary>Names somebody on the staff without telling who: 24 random hex digits. May stand in keys, logs and the journal.</summary>
public readonly record struct StaffId
{
    private const string ActorPrefix = "staff:";
    private const int Bytes = 12;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private readonly string? value;

    private StaffId(string value) => this.value = value;

    /// <summary>The id as it stands in storage.</summary>
    public string Value => value ?? throw new InvalidOperationException("An empty staff id.");

    /// <summary>The name under which the journal and the rows know this person.</summary>
    public string Actor => ActorOf(Value);

    /// <summary>The same of an id that is text still.</summary>
    public static string ActorOf(string id) => ActorPrefix + id;

    /// <summary>Whether an actor is somebody on the staff.</summary>
    public static bool IsActor(string actor) => actor.StartsWith(ActorPrefix, StringComparison.Ordinal);

    /// <summary>The id of an actor on the staff; null of anybody else.</summary>
    public static string? OfActor(string actor) => IsActor(actor) ? actor[ActorPrefix.Length..] : null;

    /// <summary>A new one.</summary>
    public static StaffId New(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[Bytes];
        random.Fill(bytes);
        return new StaffId(Convert.ToHexStringLower(bytes));
    }

    /// <summary>Reads exactly what <see cref="Value"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StaffId id)
    {
        var good = text is { Length: 2 * Bytes } && !text.AsSpan().ContainsAnyExcept(Digits);
        id = good ? new StaffId(text!) : default;
        return good;
    }

    /// <summary>The id; it is opaque.</summary>
    public override string ToString() => Value;
}
