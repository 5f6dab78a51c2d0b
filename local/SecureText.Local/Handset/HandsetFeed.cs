using System.Collections.Concurrent;
using System.Threading.Channels;
using SecureText.Simulator;

namespace SecureText.Handset;

/// <summary>Passes every new or changed text on to the open pages.</summary>
internal sealed class HandsetFeed
{
    private readonly ConcurrentDictionary<Channel<Bubble>, bool> pages = new();

    internal void Send(Bubble bubble)
    {
        foreach (var page in pages.Keys) page.Writer.TryWrite(bubble);
    }

    /// <summary>The texts from now on, until the page goes away.</summary>
    internal async IAsyncEnumerable<Bubble> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = Channel.CreateUnbounded<Bubble>();
        pages[page] = true;
        try
        {
            await foreach (var bubble in page.Reader.ReadAllAsync(cancellationToken)) yield return bubble;
        }
        finally
        {
            pages.TryRemove(page, out _);
        }
    }
}
