using SecureText.Sending;

namespace SecureText.Api.Campaigns;

/// <summary>Why nothing would go to somebody, for staff; the sender's own reasons are its own.</summary>
internal static class PreviewReasons
{
    public static string TextOf(string code) => code switch
    {
        "cancelled" => "It was cancelled.",
        "settled" => "It is done with.",
        "over-already" => "Its time is over.",
        "too-late" => "It is too late for any of the texts.",
        "already" => "Another campaign has these texts already.",
        "too-many-journeys" => "This number gets as much from other campaigns as one number may.",
        "no-conversation" => "The number's record is missing or damaged.",
        "no-patient" => "The patient's record is missing or damaged.",
        "no-birth-date" => "Without a date of birth the secure link would open nothing.",
        "form-missing" => "The form is no longer among the clinic's forms.",
        "facts-missing" => "What the texts have to say is not known, as the address of a video visit.",
        _ => SendReason.All.FirstOrDefault(reason => reason.Code == code)?.Text ?? code,
    };
}
