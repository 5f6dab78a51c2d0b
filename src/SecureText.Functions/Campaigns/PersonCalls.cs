using SecureText.Texting;

namespace SecureText.Campaigns;

/// <summary>What a journey writes into the thread when a person must look. Staff read English; nothing in it is of the patient.</summary>
internal static class PersonCalls
{
    public const string NoBirthDate = "no-birth-date";
    public const string Damaged = "damaged";

    public static MessageText Words(string title, string code) => new($"{title}: {Sentence(code)}");

    private static string Sentence(string code) => code switch
    {
        "declined" => "the patient said no. Please call.",
        "reschedule" => "the patient asks for another day. Please call.",
        "unclear-answer" => "the answer was not understood. Please read it and write or call.",
        "red-flag" => "an answer is a warning sign. Please call the patient at once.",
        "question" => "the patient asks to be spoken with. Please call.",
        "undeliverable" => "the texts do not arrive. Please reach the patient another way.",
        NoBirthDate => "the secure link cannot be sent while the date of birth is missing. Please add it, or call.",
        Damaged => "its record was changed from outside, so it has ended. Please look what the patient needs.",
        _ => "a person must look. Please call.",
    };
}
