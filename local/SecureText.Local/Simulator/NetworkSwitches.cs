using System.Collections.Concurrent;

namespace SecureText.Simulator;

/// <summary>How the service itself misbehaves.</summary>
internal enum ServiceFault
{
    None,

    /// <summary>Every request is answered 503.</summary>
    Unavailable,

    /// <summary>
    /// A new text is taken, and the connection breaks before the answer: the sender cannot tell whether it was. When it
    /// asks again with the same repeatability id it gets the answer.
    /// </summary>
    AnswerLost,
}

/// <summary>What the handset page can switch while the program runs.</summary>
internal sealed class NetworkSwitches
{
    /// <summary>Code with which every text from the clinic fails; 0 lets them through.</summary>
    public volatile int FailWith;

    /// <summary>Codes with which the next texts to a phone fail, each once; then it is reached again.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<int>> NextFailures { get; } = new();

    /// <summary>
    /// Codes with which a share of all texts fails, as 4006 for 0.05 of them. Which ones is settled by the phone and the number
    /// of the text on it, so the same run has the same failures, and a text that is sent again has another chance.
    /// </summary>
    public ConcurrentDictionary<int, double> FailShares { get; } = new();

    /// <summary>Delivery reports take <see cref="SlowReportDelay"/>.</summary>
    public volatile bool SlowReports;

    public volatile ServiceFault Fault;

    /// <summary>How slow slow reports are; half a minute unless said otherwise before the first text.</summary>
    public TimeSpan SlowReportDelay { get; set; } = TimeSpan.FromSeconds(30);
}
