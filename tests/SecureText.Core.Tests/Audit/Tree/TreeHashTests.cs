namespace SecureText.Audit.Tree;

/// <summary>
/// Known answers: the eight inputs and roots that the reference implementation of Certificate Transparency is tested with
/// (google/certificate-transparency, merkle_tree_test), and RFC 6962 itself by <see cref="SlowTree"/>.
/// </summary>
public sealed class TreeHashTests
{
    private static readonly byte[][] Inputs =
    [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
    ];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_of_the_usual_inputs_is_the_known_one(int size, string root)
    {
        var range = new CompactRange();
        foreach (var input in Inputs.Take(size)) range.Append(TreeHash.Leaf(input));

        Assert.Equal(root, Convert.ToHexStringLower(range.Root().ToArray()));
        Assert.Equal(size, range.Size);
    }

    [Fact]
    public void Root_of_every_size_is_what_the_rfc_says()
    {
        var leaves = new List<byte[]>();
        var range = new CompactRange();
        for (var size = 0; size <= 300; size++)
        {
            Assert.Equal(SlowTree.Hash(leaves), range.Root());
            Assert.Equal(range.Root(), new CompactRange(range.Size, range.Roots).Root());
            leaves.Add(BitConverter.GetBytes(size));
            range.Append(TreeHash.Leaf(leaves[^1]));
        }
    }

    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(65_535)]
    public void Leaf_of_any_length_is_hashed_alike(int length)
    {
        var entry = new byte[length];
        entry.AsSpan().Fill(0x5a);

        Assert.Equal(SlowTree.Hash([entry]), TreeHash.Leaf(entry));
    }

    [Fact]
    public void Range_refuses_roots_that_are_not_of_its_size() =>
        Assert.Throws<ArgumentException>(() => new CompactRange(3, [TreeHash.Empty]));

    [Theory]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", true)]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", false)]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF  ", false)]
    [InlineData("47DEQpj8HBSa", false)]
    [InlineData(null, false)]
    public void Hash_has_one_text(string? text, bool good)
    {
        Assert.Equal(good, TreeHashValue.TryParse(text, out var hash));
        if (good) Assert.Equal(TreeHash.Empty, hash);
    }
}
