using System.Security.Cryptography;
using System.Text;

namespace SecureText.Audit.Tree;

/// <summary>Known answers: two public logs with ECDSA keys, as in transparency-dev/formats, note/note_verifier_test.go.</summary>
public sealed class NoteTests
{
    private const string Rekor = "Rekor\n798034\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n\n\u2014 rekor.sigstore.dev wNI9ajBEAiARInWIWyCdyG27CO6LPnPekyw20qO0YJfoaPaowGp/XgIgc+qEHS3+GKVClgqq20uDLet7MCoTURUCRdxwWBHHufk=\n";
    private const string RekorKey = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==";
    private const string Pixel = "DEFAULT\n10\nbsWRucJU5xJPHb5eBdOm6+DM+VelCZBuvtI3sHERJ9Y=\n\n\u2014 pixel6_transparency_log kcFuMDBFAiEAhqMAP8P6qf6QxtUJhzMhbN+MbZ9dwfUHzGQJmffJHtoCIGD0cNe47dHWBoPwYdgBCepB06/+g5O1FmYjXl06owL4\n";
    private const string PixelKey = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE37jHQmTXJPC8sUj0Dg0N0ZlxfRqJZV1YzlclXLQzhVYPcC/JblDoez0DSZwOSlShiCf4oo83MULQfec3erolDw==";

    [Theory]
    [InlineData(Rekor, "rekor.sigstore.dev", RekorKey, "c0d23d6a")]
    [InlineData(Pixel, "pixel6_transparency_log", PixelKey, "91c16e30")]
    public void Note_of_a_public_log_opens_with_its_key(string text, string name, string spki, string id)
    {
        var key = Key(name, spki);
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(text));

        Assert.Equal(id, key.KeyId);
        Assert.True(NoteKey.Opens(note, [key]));
        Assert.Equal(text, Encoding.UTF8.GetString(note.Format()));
        Assert.False(NoteKey.Opens(note, [Key(name, name[0] == 'r' ? PixelKey : RekorKey)]));
        Assert.False(NoteKey.Opens(note, [Key("another", spki)]));
        Assert.False(NoteKey.Opens(note with { Text = note.Text.Replace('1', '2').Replace('7', '8') }, [key]));
        Assert.False(NoteKey.Opens(note, []));
    }

    [Fact]
    public void Note_with_a_bad_signature_of_a_known_key_is_refused_whatever_else_it_bears()
    {
        var key = Key("rekor.sigstore.dev", RekorKey);
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(Rekor));
        var good = note.Signatures[0];
        var bad = good with { Signature = [.. good.Signature[..^1], (byte)(good.Signature[^1] ^ 1)] };
        var unknown = good with { Name = "somebody" };

        Assert.True(NoteKey.Opens(note with { Signatures = [unknown, good] }, [key]));
        Assert.False(NoteKey.Opens(note with { Signatures = [good, bad] }, [key]));
        Assert.False(NoteKey.Opens(note with { Signatures = [bad, good] }, [key]));
        Assert.False(NoteKey.Opens(note with { Signatures = [unknown] }, [key]));
        Assert.False(NoteKey.Opens(note with { Signatures = [good with { Signature = [1, 2, 3] }] }, [key]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("\n\n\u2014 a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA=")]
    [InlineData("text\n\n- a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a+b AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAA\n")]
    [InlineData("text\n\n\u2014 a AAAAAAB=\n")]
    [InlineData("text\n\n\u2014  AAAAAAA=\n")]
    [InlineData("te\rxt\n\n\u2014 a AAAAAAA=\n")]
    public void Note_in_another_form_is_refused(string text) =>
        Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Note_that_is_not_utf8_or_too_long_is_refused()
    {
        Assert.Throws<FormatException>(() => SignedNote.Parse([0xff, .. "\n\n\u2014 a AAAAAAA=\n"u8]));
        Assert.Throws<FormatException>(() => SignedNote.Parse(new byte[SignedNote.MaxBytes + 1]));
    }

    [Fact]
    public void Keys_are_read_from_one_jwk_or_a_set()
    {
        var key = Key("localhost/journal", RekorKey);
        var other = Key("localhost/journal", PixelKey);

        Assert.Equal([key.Id], NoteKey.Read(key.Name, Encoding.UTF8.GetBytes(key.ToJwk())).Select(read => read.Id));
        Assert.Equal(
            [key.Id, other.Id],
            NoteKey.Read(key.Name, Encoding.UTF8.GetBytes($$"""{"keys":[{{key.ToJwk()}},{{other.ToJwk()}}]}""")).Select(read => read.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":1}""")]
    [InlineData("""{"kty":"RSA","crv":"P-256"}""")]
    [InlineData("""{"kty":"EC","crv":"P-384","x":"","y":""}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"!","y":"!"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":1,"y":1}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"}""")]
    public void Keys_of_another_kind_are_refused(string json) =>
        Assert.Throws<FormatException>(() => NoteKey.Read("localhost/journal", Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Checkpoint_is_four_lines_and_reads_back()
    {
        var at = new DateTimeOffset(2026, 3, 2, 9, 5, 0, TimeSpan.Zero).AddTicks(1234567);
        var checkpoint = new Checkpoint("localhost/journal", 12, TreeHash.Empty, at);
        const string text = "localhost/journal\n12\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nat 2026-03-02T09:05:00.1234567Z\n";

        Assert.Equal(text, checkpoint.Format());
        Assert.True(Checkpoint.TryParse(text, out var read));
        Assert.Equal(checkpoint, read);
        Assert.False(Checkpoint.TryParse(text.Replace("\n12\n", "\n012\n"), out _));
        Assert.False(Checkpoint.TryParse(text.Replace("\n12\n", "\n-1\n"), out _));
        Assert.False(Checkpoint.TryParse(text.Replace("at 2026-03-02T09", "at 2026-03-02 09"), out _));
        Assert.False(Checkpoint.TryParse(text + "more\n", out _));
        Assert.False(Checkpoint.TryParse(text[..^1], out _));
        Assert.False(Checkpoint.TryParse(text.Replace("at ", ""), out _));
    }

    private static NoteKey Key(string name, string spki)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(spki), out _);
        return new NoteKey(name, key.ExportParameters(false));
    }
}
