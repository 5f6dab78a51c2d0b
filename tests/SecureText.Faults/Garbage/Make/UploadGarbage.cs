using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>Files of patients: cut, of two kinds at once, of a size that they only claim, with words where a camera puts its own.</summary>
internal static class UploadGarbage
{
    private static readonly byte[] Png =
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 8, 6, 0, 0, 0];

    private static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypmif1"u8, 0, 0, 0, 0, .. "heicmif1"u8, 0xff, 0xff, 0xff, 0xff, .. "mdat"u8];

    internal static Mutant Make(int number, Dice dice, Corpus corpus)
    {
        var mark = corpus.Canaries.Mark(number);
        var body = Content(dice, Encoding.UTF8.GetBytes(mark));
        List<(string, string)> headers =
        [
            ("Host", "127.0.0.1"), .. corpus.Patient.Headers, ("X-SecureText", "1"), ("Content-Type", dice.Pick(["application/octet-stream", "image/png", "multipart/form-data", ""])),
            ("Idempotency-Key", dice.Percent(85) ? mark : HeaderGarbage.Wire(Odd.Text(dice))),
            ("X-File-Name", dice.Percent(50) ? $"{mark}.png" : HeaderGarbage.Wire(dice.Pick(Names) + mark)),
        ];
        return new Mutant(number, "upload", "POST", "/api/portal/attachments", headers, body) { Operation = "PortalUpload" };
    }

    private static readonly string[] Names =
        ["", "..%2F..%2Fetc%2Fpasswd", "%E2%80%AEgpj.exe", "a%00.jpg", "CON.jpg", "%ED%A0%80.jpg", "a\u00c3.jpg", ".", "%22%3B%20filename%3D%22x", "%0d%0aSet-Cookie%3A%20a%3Db", "a.jpg.exe"];

    private static byte[] Content(Dice dice, byte[] mark)
    {
        byte[] jpeg = [0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, .. "Exif\0\0II*\0"u8, 0xff, 0xff, 0xff, 0x7f, .. mark, 0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xd9];
        byte[] pdf = [.. "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/OpenAction<</S/JavaScript/JS("u8, .. mark, .. ")>>>>endobj\ntrailer<</Size 99999999/Prev 0>>startxref 0"u8];
        var all = new[] { jpeg, [.. Png, .. mark], [.. Heic, .. mark], pdf };
        var one = dice.Pick(all);
        return dice.Below(10) switch
        {
            0 => one[..dice.Below(one.Length)],
            1 => [.. one, .. dice.Pick(all)],
            2 => [.. "<svg onload=alert(1)>"u8, .. one],
            3 => [.. one, .. new byte[dice.Pick([262_143, 262_144, 262_145])]],
            4 when dice.Percent(40) => [.. one, .. new byte[(10 * 1024 * 1024) - one.Length + dice.Pick([-1, 0, 1])]],
            5 => ByteMutation.Damage(one, dice),
            6 => [.. "GIF89a"u8, .. mark],
            7 => [.. "MZ"u8, .. one],
            _ => one,
        };
    }
}
