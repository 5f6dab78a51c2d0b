namespace SecureText.Simulator;

internal enum Sender
{
    Patient,
    Clinic,
    Network,
}

/// <summary>One text on a phone.</summary>
/// <param name="Sequence">Grows with each text on any phone.</param>
/// <param name="Id">The service's message id.</param>
/// <param name="Phone">The patient's number, E.164.</param>
/// <param name="Line">The clinic's number.</param>
/// <param name="From">Who wrote it.</param>
/// <param name="Text">Its words.</param>
/// <param name="At">When the network took it.</param>
/// <param name="State"><c>sending</c>, <c>delivered</c>, <c>undelivered</c>, or <c>failed</c> and a code.</param>
/// <param name="OnPhone">False when the patient never saw it.</param>
internal sealed record Bubble(
    long Sequence, string Id, string Phone, string Line, Sender From, string Text, DateTimeOffset At, string State,
    bool OnPhone);
