using Azure.Core;

namespace SecureText.Audit.Tree;

/// <summary>What a test lets a process do with storage: it sees every call in order, and may hold or fail one.</summary>
internal sealed class CountingTransport
{
    private readonly Lock gate = new();
    private readonly List<string> calls = [];

    public CountingTransport()
    {
        Transport = new InjectingTransport
        {
            OnOther = async (message, send) =>
            {
                int number;
                lock (gate)
                {
                    calls.Add(Kind(message));
                    number = calls.Count;
                }

                await OnCall(number, message, send);
            },
        };
    }

    public InjectingTransport Transport { get; }

    /// <summary>Gets the number of the call, from 1.</summary>
    public Func<int, HttpMessage, Func<ValueTask>, ValueTask> OnCall { get; set; } = (_, _, send) => send();

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (gate) return [.. calls];
        }
    }

    public void Clear()
    {
        lock (gate) calls.Clear();
    }

    private static string Kind(HttpMessage message) =>
        message.Request.Method == RequestMethod.Put ? "create"
        : message.Request.Uri.Query.Contains("comp=list", StringComparison.Ordinal) ? "list" : "read";
}
