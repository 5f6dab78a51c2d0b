using System.Security.Cryptography;

namespace SecureText.Sealing;

/// <summary>The primitives that sealing rests on give the published answers on the platform that runs the tests.</summary>
public class VectorTests
{
    private static readonly AeadFile AesGcmFile = Vectors.AesGcm();

    public static TheoryData<int> AesGcmCases() =>
        new(AesGcmFile.TestGroups.SelectMany(group => group.Tests).Select(test => test.TcId));

    public static TheoryData<string> HkdfCases() => new(Vectors.Hkdf().Cases.Select(test => test.Name));

    [Fact]
    public void Vectors_file_holds_as_many_cases_as_it_says_of_both_results()
    {
        var tests = AesGcmFile.TestGroups.SelectMany(group => group.Tests).ToList();
        Assert.Equal(AesGcmFile.NumberOfTests, tests.Count);
        Assert.Equal(tests.Count, tests.DistinctBy(test => test.TcId).Count());
        Assert.True(tests.Count(test => test.Result == "valid") >= 18);
        Assert.True(tests.Count(test => test.Result == "invalid") >= 19);
    }

    [Theory]
    [MemberData(nameof(AesGcmCases))]
    public void AesGcm_case_gives_the_published_result(int tcId)
    {
        var (group, test) = Find(tcId);
        var (key, iv, aad) = (Hex(test.Key), Hex(test.Iv), Hex(test.Aad));
        var (message, ciphertext, tag) = (Hex(test.Msg), Hex(test.Ct), Hex(test.Tag));
        using var aes = new AesGcm(key, group.TagSize / 8);
        var opened = new byte[ciphertext.Length];
        if (group.IvSize != 96)
        {
            // Never used here: sealing has one nonce length, and the platform refuses the others.
            Assert.Throws<ArgumentException>(() => aes.Decrypt(iv, ciphertext, tag, opened, aad));
            return;
        }

        if (test.Result == "invalid")
        {
            Assert.Throws<AuthenticationTagMismatchException>(() => aes.Decrypt(iv, ciphertext, tag, opened, aad));
            Assert.All(opened, b => Assert.Equal(0, b));
            return;
        }

        Assert.Equal("valid", test.Result);
        aes.Decrypt(iv, ciphertext, tag, opened, aad);
        Assert.Equal(message, opened);
        var (sealedBytes, newTag) = (new byte[message.Length], new byte[tag.Length]);
        aes.Encrypt(iv, message, sealedBytes, newTag, aad);
        Assert.Equal(ciphertext, sealedBytes);
        Assert.Equal(tag, newTag);
    }

    [Theory]
    [MemberData(nameof(HkdfCases))]
    public void Hkdf_case_gives_the_published_output(string name)
    {
        var test = Vectors.Hkdf().Cases.Single(c => c.Name == name);
        var (ikm, salt, info, okm) = (Hex(test.Ikm), Hex(test.Salt), Hex(test.Info), Hex(test.Okm));
        Assert.Equal(Hex(test.Prk), HKDF.Extract(HashAlgorithmName.SHA256, ikm, salt));
        Assert.Equal(okm, HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, okm.Length, salt, info));
    }

    private static (AeadGroup Group, AeadCase Test) Find(int tcId) => AesGcmFile.TestGroups
        .SelectMany(group => group.Tests.Select(test => (group, test)))
        .Single(pair => pair.test.TcId == tcId);

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
