using Azure.Data.Tables;

namespace SecureText.Storage;

public class RowSealDisposeTests
{
    [Fact]
    public void Row_is_not_sealed_and_not_judged_when_the_key_is_gone()
    {
        var seal = new RowSeal(new byte[32]);
        var row = seal.Sign(new TableEntity("p", "r") { ["Consent"] = "granted" });
        Assert.True(seal.IsWhole(row));

        seal.Dispose();

        Assert.Throws<ObjectDisposedException>(() => seal.IsWhole(row));
        Assert.Throws<ObjectDisposedException>(() => seal.Sign(row));
        Assert.Throws<ObjectDisposedException>(() => seal.TagOf("words"));
    }
}
