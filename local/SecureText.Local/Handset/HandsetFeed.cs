using System.Collections.Concurrent;
using System.Threading.Channels;
using SecureText.Simulator;

namespace SecureText.Handset;

/// <summary>Passes every new or changed text on to the open pages.</summary>
internal sealed class HandsetFeed
{
    private readonly ConcurrentDictionary<Page, bool> pages = new();

    internal void Send(Bubble bubble)
    {
        foreach (var page in pages.Keys) page.Texts.Writer.TryWrite(bubble);
    }

    /// <summary>From this call on the page gets every text, until it is disposed of.</summary>
    internal Page Open()
    {
        var page = new Page(this);
        pages[page] = true;
        return page;
    }

    internal sealed class Page(HandsetFeed feed) : IDisposable
    {
        internal Channel<Bubble> Texts { get; } = Channel.CreateUnbounded<Bubble>();

        public void Dispose() => feed.pages.TryRemove(this, out _);
    }
}
