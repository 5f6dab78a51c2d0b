using SecureText.Campaigns;
using SecureText.Conversations;

namespace SecureText.Storage;

/// <summary>
/// Row keys of a conversation's partition. The letters are in this order on purpose: head, keys and messages stand next
/// to each other, so that opening a thread is one range query.
/// </summary>
internal static class RowKeys
{
    public const string Head = "H";
    public const string KeyPrefix = "K|";
    public const string MessagePrefix = "M|";
    public const string AfterMessages = "N";

    /// <summary>Hold, exports and an ordered shredding.</summary>
    public const string Archive = "A";

    /// <summary>What stays of a conversation that was shredded; among the consents, so that whoever begins anew reads both at once.</summary>
    public const string Stub = "G";

    public const string ConsentPrefix = "C|";
    public const string PatientPrefix = "P|";
    public const string AfterPatients = "P}";
    public const string LinkPrefix = "T|";
    public const string AfterLinks = "U";
    public const string JourneyPrefix = "X|";
    public const string AfterJourneys = "X}";
    public const string RequestPrefix = "R|";

    public static string Key(string dataKeyId) => KeyPrefix + dataKeyId;

    public static string Message(MessageId id) => MessagePrefix + id.Value;

    /// <summary>A consent record; never between head and messages, so that no thread read pages over them.</summary>
    public static string Consent(MessageId id) => ConsentPrefix + id.Value;

    /// <summary>A patient of the number; behind the messages, so that no thread read pages over them.</summary>
    public static string Patient(string id) => PatientPrefix + id;

    /// <summary>Names the link that a text carries; after the messages, so that no thread read pages over them.</summary>
    public static string Link(MessageId id) => LinkPrefix + id.Value;

    /// <summary>A journey; behind the messages.</summary>
    public static string Journey(JourneyId id) => JourneyPrefix + id.Value;

    /// <summary>Remembers an idempotency key of the API.</summary>
    public static string Request(string hash) => RequestPrefix + hash;
}
