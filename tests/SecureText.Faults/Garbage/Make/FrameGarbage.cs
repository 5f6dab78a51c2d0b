using System.Globalization;
using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>What is wrong before anybody reads a body: methods, addresses, lengths, chunks, headers.</summary>
internal static class FrameGarbage
{
    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "QUERY", "ÆGET", "GET\t", "", new string('M', 300)];

    private static readonly string[] Targets =
    [
        "/api/me", "/api/conversations", "/api/health/live", "/api/portal/open", "/api/openapi.json", "/", "//", "/api", "/api/", "/API/ME", "/api//me", "/api/./me", "/api/../api/me", "/api/%2e%2e/api/me",
        "/api/me/", "/api/me;x=1", "/api/me%00", "/api/%6de", "*", "http://127.0.0.1/api/me", "http://[::1/api", "/api/me#x", "/api/me?a\u00e9", "/api/\u00c3\u00a9", "/api/\u00ff", "/admin/host/status",
        "/admin/functions/InboundSms/x", "/runtime/webhooks/none", "/runtime/webhooks/eventgrid", "/runtime/webhooks/durabletask/instances", "api/me", "", "/api/conversations/%", "/api/conversations/%2",
    ];

    internal static Mutant Make(int number, Dice dice, Corpus corpus)
    {
        var mark = corpus.Canaries.Mark(number);
        List<(string, string)> good = [("Host", "127.0.0.1"), .. corpus.Owner.Headers, ("X-SecureText", "1"), ("Content-Type", "application/json")];
        if (dice.Percent(50))
        {
            var target = dice.Percent(4) ? "/api/" + new string('a', dice.Pick([4000, 9000, 70_000])) : dice.Pick(Targets);
            return new Mutant(number, "frame", dice.Pick(Methods), target, good, dice.Percent(30) ? Encoding.UTF8.GetBytes(mark) : []) { IsBadlyFramed = true };
        }

        var body = Encoding.UTF8.GetBytes($$"""{"text":"{{mark}}"}""");
        var (headers, sent) = dice.Below(14) switch
        {
            0 => (Length(body.Length + dice.Pick([1, 1000, 100_000_000])), body),
            1 => (Length(body.Length - dice.Pick([1, 5])), body),
            2 => ([("Content-Length", dice.Pick(["-1", "+5", "0x5", "5 5", "9223372036854775808", "", "5,5", "1e3"]))], body),
            3 => ([.. Length(body.Length), .. Length(body.Length + 1)], body),
            4 => ([("Transfer-Encoding", "chunked"), .. Length(body.Length)], Chunked(body, body.Length)),
            5 => ([("Transfer-Encoding", "chunked")], Chunked(body, body.Length + dice.Pick([-1, 1, 1000]))),
            6 => ([("Transfer-Encoding", dice.Pick(["gzip", "chunked, identity", "identity", "chunked, chunked", mark]))], body),
            7 => ([("Transfer-Encoding", "chunked")], Encoding.ASCII.GetBytes("ffffffffffffffff\r\nx\r\n0\r\n\r\n")),
            8 => ([("Transfer-Encoding", "chunked")], Encoding.ASCII.GetBytes("zz\r\n" + mark)),
            9 => ([.. Length(body.Length), ("Expect", "100-continue")], body),
            10 => ([.. Length(body.Length), ($"X-{mark}\u00e9", mark)], body),
            11 => ([.. Length(body.Length), ("X", "a\0" + mark)], body),
            12 => ([.. Length(body.Length), .. Enumerable.Range(0, dice.Pick([90, 101, 400])).Select(i => ($"X-{Odd.Whole(i)}", mark))], body),
            _ => (new List<(string, string)> { ("Content-Length", "70000"), ("X-Long", mark + new string('h', 40_000)) }, body),
        };
        var path = dice.Pick(["/api/compose/check", "/api/imports?kind=patient", "/api/portal/open", "/api/hooks/payment-posted", "/api/GetRoles"]);
        return new Mutant(number, "frame", "POST", path, [.. good, .. headers], sent) { IsBadlyFramed = true };
    }

    private static List<(string, string)> Length(int length) => [("Content-Length", length.ToString(CultureInfo.InvariantCulture))];

    private static byte[] Chunked(byte[] body, int told) =>
        [.. Encoding.ASCII.GetBytes(told.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];
}
