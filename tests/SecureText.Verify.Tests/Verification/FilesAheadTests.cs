using SecureText.Audit.Verification;
using SecureText.Verify.Logs;

namespace SecureText.Verify.Verification;

/// <summary>Reading ahead changes when a blob is read, never what is read.</summary>
public class FilesAheadTests
{
    private const string Name = "tree/tile/0/000";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8192)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(1024 * 1024)]
    public async Task Foretold_blob_of_any_length_is_given_whole(int length)
    {
        var log = new MemoryLog();
        log.Put(Name, Filled(length));
        await using var files = new FilesAhead(log);
        for (var twice = 0; twice < 2; twice++)
        {
            files.Foretell(Name);
            Assert.Equal(log.Blobs[Name], await ReadAsync(files, 0));
            Assert.Equal(log.Blobs[Name], await ReadAsync(files, 0));
        }
    }

    [Fact]
    public async Task Foretold_blob_from_an_offset_is_read_from_there()
    {
        var log = new MemoryLog();
        log.Put(Name, Filled(1000));
        await using var files = new FilesAhead(log);
        files.Foretell(Name);
        Assert.Equal(log.Blobs[Name][400..], await ReadAsync(files, 400));
    }

    [Fact]
    public async Task Foretold_blob_that_was_not_there_is_looked_for_again()
    {
        await using var files = new FilesAhead(new Late());
        files.Foretell(Name);
        Assert.Equal(Filled(10), await ReadAsync(files, 0));
    }

    [Fact]
    public async Task Blobs_foretold_together_are_not_mixed_up_and_their_memory_is_used_again()
    {
        var log = new MemoryLog();
        for (var i = 0; i < 200; i++) log.Put($"{Name}{i}", [.. Enumerable.Repeat((byte)i, 100 * (200 - i))]);
        await using var files = new FilesAhead(log);
        for (var from = 0; from < 200; from += 50)
        {
            // More than are remembered.
            for (var i = from; i < from + 50; i++) files.Foretell($"{Name}{i}");
            for (var i = from; i < from + 50; i++) Assert.Equal(log.Blobs[$"{Name}{i}"], await ReadAsync(files, 0, $"{Name}{i}"));
        }
    }

    [Fact]
    public async Task Failure_comes_to_who_asks_and_to_nobody_else()
    {
        var files = new FilesAhead(new Broken());
        files.Foretell(Name);
        files.Foretell("never asked for");
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(files, 0));
        await files.DisposeAsync();
    }

    private static async Task<byte[]?> ReadAsync(FilesAhead files, long offset, string name = Name)
    {
        var stream = await files.OpenAsync(name, offset, CancellationToken.None);
        if (stream is null) return null;
        await using (stream)
        {
            var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            return bytes.ToArray();
        }
    }

    private static byte[] Filled(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];

    /// <summary>A blob that comes after it was first asked for.</summary>
    private sealed class Late : ILogFiles
    {
        private int asked;

        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken) =>
            new(Interlocked.Increment(ref asked) == 1 ? null : new MemoryStream(Filled(10)));
    }

    private sealed class Broken : ILogFiles
    {
        public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken) => throw new IOException("No network.");

        public ValueTask<Stream?> OpenAsync(string name, long offset, CancellationToken cancellationToken) => throw new IOException("No network.");
    }
}
