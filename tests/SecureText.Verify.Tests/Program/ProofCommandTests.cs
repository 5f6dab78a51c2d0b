using System.Text;
using SecureText.Audit.Tree;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Program;

public sealed class ProofCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryLog log = new();
    private readonly LogBuilder builder;
    private readonly string key;
    private readonly InclusionFile inclusion;
    private readonly ConsistencyFile consistency;

    // Two entries, then three: the paths are written by hand.
    public ProofCommandTests()
    {
        builder = new LogBuilder(log);
        var ada = builder.Begin("ada0");
        ada.Say(2);
        builder.Turn();
        var older = SignedNote.Parse(builder.Newest.Bytes);
        ada.Say();
        builder.Turn();
        var newer = SignedNote.Parse(builder.Newest.Bytes);
        key = folder.File("key.jwk", builder.Key.Jwk);
        var entries = EntryBundle.Read(log.Blobs["tree/tile/entries/000.p/3"]).Select(entry => entry.ToArray()).ToList();
        var leaves = entries.Select(entry => TreeHash.Leaf(entry)).ToList();
        inclusion = new InclusionFile(entries[1], 1, [leaves[0], leaves[2]], newer);
        consistency = new ConsistencyFile([leaves[2]], older, newer);
    }

    [Fact]
    public async Task Entry_of_the_log_is_proved()
    {
        var (exit, output, _) = await ProveAsync(inclusion.Format());
        Assert.Equal(0, exit);
        Assert.StartsWith("proved: this entry stands in the log", output, StringComparison.Ordinal);
        Assert.Contains("conversation.read, done", output, StringComparison.Ordinal);
        Assert.Contains("2 of writer ada0; number 1 of the log", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_that_grew_is_proved() =>
        Assert.StartsWith("proved: the older log is the beginning", (await ProveAsync(consistency.Format())).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Other_entry_place_path_or_key_is_not_proved()
    {
        var changed = (byte[])inclusion.Entry.Clone();
        changed[60] ^= 1;
        Assert.Equal(1, (await ProveAsync((inclusion with { Entry = changed }).Format())).Exit);
        Assert.Equal(1, (await ProveAsync((inclusion with { Index = 0 }).Format())).Exit);
        Assert.Equal(1, (await ProveAsync((inclusion with { Path = [inclusion.Path[1], inclusion.Path[0]] }).Format())).Exit);
        Assert.Equal(1, (await ProveAsync((consistency with { Path = [] }).Format())).Exit);
        Assert.Equal(1, (await ProveAsync((consistency with { Older = consistency.Newer, Newer = consistency.Older }).Format())).Exit);
        using var other = new SigningKey(LogBuilder.Origin);
        Assert.Equal(1, (await Runs.RunAsync("proof", folder.File("p", inclusion.Format()), "--key", folder.File("other.jwk", other.Jwk))).Exit);
        Assert.Equal(1, (await Runs.RunAsync("proof", folder.File("p", inclusion.Format()), "--key", key, "--origin", "elsewhere")).Exit);
    }

    [Fact]
    public async Task Flipped_byte_of_a_proof_is_never_proved()
    {
        var proved = new List<int>();
        foreach (var good in new[] { inclusion.Format(), consistency.Format() })
        {
            for (var at = 0; at < good.Length; at += 3)
            {
                var changed = (byte[])good.Clone();
                changed[at] ^= 1;
                if ((await ProveAsync(changed)).Exit == 0) proved.Add(at);
            }
        }

        Assert.Empty(proved);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("c2sp.org/tlog-proof@v1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra ?\nindex 1\n\nx\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AA==\nindex 99999999999999999999\n\nx\n\n")]
    [InlineData("securetext/log-consistency@v1\n\n")]
    [InlineData("securetext/log-consistency@v1\n?\n\nx\n\ny\n\n")]
    public async Task File_that_is_no_proof_is_unreadable(string text) => Assert.Equal(2, (await ProveAsync(Encoding.UTF8.GetBytes(text))).Exit);

    [Fact]
    public async Task Json_is_the_only_output()
    {
        var (_, output, error) = await Runs.RunAsync("proof", folder.File("p", inclusion.Format()), "--key", key, "--json");
        using var json = System.Text.Json.JsonDocument.Parse(output);
        Assert.Equal(("proved", ""), (json.RootElement.GetProperty("outcome").GetString(), error));
    }

    public void Dispose()
    {
        builder.Dispose();
        folder.Dispose();
    }

    private Task<(int Exit, string Out, string Error)> ProveAsync(byte[] proof) =>
        Runs.RunAsync("proof", folder.File("proof", proof), "--key", key);
}
