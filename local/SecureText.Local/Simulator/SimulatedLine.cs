using SecureText.Texting;

namespace SecureText.Simulator;

/// <summary>
/// One of the clinic's numbers, in E.164, with its pace. On a toll-free line the network answers STOP and START in its
/// own words and blocks (azure-docs, sms-faq); on the others it leaves that to the clinic's program.
/// </summary>
internal sealed record SimulatedLine(string Number, LineKind Kind, int RatePerMinute = 200);
