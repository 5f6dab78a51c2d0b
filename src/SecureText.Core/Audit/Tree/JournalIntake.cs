namespace SecureText.Audit.Tree;

/// <summary>A line that may go into the tree, with the blob it stands in.</summary>
public readonly record struct TakenLine(string Blob, JournalLine Line, ReadOnlyMemory<byte> Bytes);

/// <summary>Takes lines that continue a writer's chain, and nothing else.</summary>
public static class JournalIntake
{
    /// <summary>
    /// Takes the good lines from a part of a blob and applies each to the state. Stops before the first line that is not
    /// whole, not well-formed, not the writer's next or not linked to the one before, and after the one that ends the writer.
    /// </summary>
    /// <param name="state">Moves with each line taken.</param>
    /// <param name="name">The blob.</param>
    /// <param name="content">Its bytes from where the state stands (<see cref="StartIn"/>).</param>
    /// <param name="limit">Most lines to take.</param>
    /// <param name="taken">Gets the lines.</param>
    /// <param name="waits">Says of a good line that it and what follows it must not go in yet.</param>
    /// <returns>False when it stopped at a bad line.</returns>
    public static bool Take(LogState state, JournalBlobName name, ReadOnlyMemory<byte> content, int limit, ICollection<TakenLine> taken, Func<JournalLine, bool>? waits = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(taken);
        var blob = name.ToString();
        var most = taken.Count + limit;
        var chain = state.Chain(name.Writer);
        if (StartIn(state, name) == 0) chain = chain.Open(blob);
        // One after the other: what is no journal may hold millions of lines.
        for (var rest = content; !rest.IsEmpty;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var bytes = end < 0 ? rest : rest[..(end + 1)];
            rest = rest[bytes.Length..];
            if (taken.Count >= most || state.Find(name.Writer) is { End: not null }) return true;
            if (bytes.Span[^1] != (byte)'\n'
                || !JournalLine.TryParse(bytes.Span, out var line)
                || line.Writer != name.Writer
                || line.Seq != chain.Seq + 1
                || line.Prev != chain.Prev
                || state.IsFalse(line))
                return false;
            if (waits?.Invoke(line) == true) return true;
            state.Apply(line, blob, bytes.Span);
            chain = state.Chain(name.Writer);
            taken.Add(new TakenLine(blob, line, bytes));
        }

        return true;
    }

    /// <summary>Where in a blob the writer's next line begins.</summary>
    public static long StartIn(LogState state, JournalBlobName name)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(name);
        return state.Find(name.Writer) is { } mark && mark.Blob == name.ToString() ? mark.Offset : 0;
    }
}
