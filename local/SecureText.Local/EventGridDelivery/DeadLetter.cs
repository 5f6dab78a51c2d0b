namespace SecureText.EventGridDelivery;

/// <summary>An event that Event Grid gave up on. Kept in memory: on one machine it dies with the program.</summary>
internal sealed record DeadLetter(
    SmsEvent Event, string Subscription, string Reason, int Attempts, string LastOutcome, DateTimeOffset At)
{
    internal const string TooManyAttempts = "MaxDeliveryAttemptsExceeded";
    internal const string TooOld = "TimeToLiveExceeded";
    internal const string Refused = "Undeliverable";
}
