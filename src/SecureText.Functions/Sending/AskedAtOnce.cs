using SecureText.Clinic;
using SecureText.Consent;
using SecureText.Texting;

namespace SecureText.Sending;

/// <summary>What is asked while somebody writes, so that the writer sees the reason; the sender asks everything again.</summary>
internal static class AskedAtOnce
{
    /// <summary>Why a text to a conversation would not go; null when it may.</summary>
    public static SendReason? RefusalOf(
        this ClinicProfile clinic, SendPurpose purpose, ConsentState consent, MessageText text, GateVerdict gate, ClinicLine line,
        DateTimeOffset now) =>
        SendDecision.Decide(new SendRequest
        {
            Purpose = purpose,
            Class = MessageClass.Conversation,
            Consent = consent,
            Text = text,
            Gate = gate,
            Line = line.Kind,
            Now = now,
            ClinicTimeZone = clinic.TimeZone,
            RecipientState = clinic.State,
            Slot = now,
        }) is SendVerdict.Refuse(var reason) ? reason : null;
}
