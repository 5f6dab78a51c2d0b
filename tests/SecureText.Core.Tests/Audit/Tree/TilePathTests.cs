namespace SecureText.Audit.Tree;

public sealed class TilePathTests
{
    /// <summary>The third is the specification's own example (C2SP tlog-tiles).</summary>
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(1, 999, 17, "tile/1/999.p/17")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 1234067, 1, "tile/0/x001/x234/067.p/1")]
    [InlineData(63, 1000, 255, "tile/63/x001/000.p/255")]
    [InlineData(-1, 273, 112, "tile/entries/273.p/112")]
    public void Path_is_as_the_specification_says(int level, long index, int width, string text)
    {
        var path = level < 0 ? TilePath.Entries(index, width) : TilePath.Of(level, index, width);

        Assert.Equal(text, path.ToString());
        Assert.Equal("tree/" + text, path.BlobName);
        Assert.True(TilePath.TryParse(text, out var read));
        Assert.Equal(path, read);
        Assert.True(TilePath.TryParse("tree/" + text, out var named));
        Assert.Equal(path, named);
    }

    [Theory]
    [InlineData("tile/0")]
    [InlineData("tile/0/0")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/x000/000")]
    [InlineData("tile/0/001/000")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/entries/0000")]
    [InlineData("tile/0/x001/x001/x001/x001/x001/x001/001")]
    [InlineData("tree/tree/tile/0/000")]
    [InlineData("checkpoint")]
    [InlineData("")]
    [InlineData(null)]
    public void Path_in_another_form_is_refused(string? text) => Assert.False(TilePath.TryParse(text, out _));
}
