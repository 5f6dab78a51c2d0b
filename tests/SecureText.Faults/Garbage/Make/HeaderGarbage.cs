using System.Text;

namespace SecureText.Faults.Garbage;

/// <summary>Headers: of good ones, those that the caller needs; then some that are odd. Characters are bytes.</summary>
internal static class HeaderGarbage
{
    private static readonly string[] Names =
    [
        "Content-Type", "Content-Encoding", "Accept", "Accept-Encoding", "Accept-Language", "If-None-Match", "If-Modified-Since", "Range", "Expect", "Origin", "Referer",
        "Sec-Fetch-Site", "X-SecureText-Background", "X-SecureText-Link", "X-SecureText-Signature", "X-Forwarded-For", "X-Azure-ClientIP", "X-Original-URL", "X-HTTP-Method-Override", "traceparent",
        "tracestate", "baggage", "Request-Id", "Idempotency-Key", "X-File-Name", "Cookie", "Authorization", "x-ms-client-principal-id", "x-ms-client-principal-name", "Host", "Forwarded",
        "Upgrade", "HTTP2-Settings", "Trailer", "Max-Forwards", "Cache-Control", "aeg-event-type",
    ];

    private static readonly string[] Values =
    [
        "", " ", "application/xml", "application/json; charset=utf-7", "application/json; charset=nonsense", "multipart/form-data; boundary=x", "gzip", "br", "*", "W/\"\"", "\"", "bytes=0-",
        "bytes=9223372036854775808-", "100-continue", "null", "cross-site", "none", "same-origin", "1", "0", "127.0.0.1", "::1", "[::ffff:1.2.3.4]:99999", "999.1.1.1", "fe80::1%eth0", "a, b, c",
        "00-00000000000000000000000000000000-0000000000000000-00", "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff", "zz-é", "t=1,v1=00", "t=99999999999999999999,v1=" + "a",
        "__Host-securetext=; __Host-securetext=x", "a=b;;;=;", "%00", "%ED%A0%80.jpg", "..%2F..%2Fx.pdf", "\u00c3\u0028", "\u00ff\u00fe", "\u00e2\u0080\u00ae", "DELETE", "/api/staff", "h2c", "Bearer x.y.z",
    ];

    /// <summary>Adds what is odd, or puts it in the place of what is good.</summary>
    internal static List<(string Name, string Value)> Bend(IEnumerable<(string Name, string Value)> good, Dice dice, string mark)
    {
        var headers = good.ToList();
        for (var times = dice.Below(4); times > 0; times--)
        {
            var name = dice.Percent(10) && headers.Count > 0 ? dice.Pick(headers).Name : dice.Pick(Names);
            var value = dice.Below(6) switch
            {
                0 => mark,
                1 => mark + new string('v', dice.Pick([100, 4000, 40_000])),
                2 => Wire(Odd.Text(dice)),
                _ => dice.Pick(Values),
            };
            if (dice.Percent(30)) headers.RemoveAll(one => one.Name == name);
            headers.Insert(dice.Below(headers.Count + 1), (name, value));
        }

        return headers;
    }

    /// <summary>What the front door would say of somebody, as somebody who got round it says it.</summary>
    internal static IEnumerable<string> Principals(string good, Dice dice, string mark)
    {
        var json = Encoding.UTF8.GetString(Convert.FromBase64String(good));
        switch (dice.Below(12))
        {
            case 0:
                yield return good;
                yield return good;
                break;
            case 1:
                yield return Wire(json);
                break;
            case 2:
                yield return good[..dice.Below(good.Length)];
                break;
            case 3:
                yield return Base64(new string('[', 5000) + new string(']', 5000));
                break;
            case 4:
                var many = string.Join(',', Enumerable.Range(0, dice.Pick([100, 400])).Select(i => $"\"s_{i}\""));
                yield return Base64(json.Replace("\"anonymous\"", many, StringComparison.Ordinal));
                break;
            case 5:
                yield return Convert.ToBase64String(dice.Bytes(dice.Below(200)));
                break;
            case 6:
                yield return new string('A', dice.Pick([8191, 8192, 8193, 20_000]));
                break;
            case 7:
                yield return good.Replace('+', '-').Replace('/', '_').TrimEnd('=');
                break;
            case 8:
                yield return Wire(Odd.Text(dice));
                break;
            default:
                yield return Convert.ToBase64String(ByteMutation.Encode(TreeMutation.Change(Tree.Of(json), dice, mark).ToString(), dice));
                break;
        }
    }

    /// <summary>Text as the bytes of UTF-8, without what would end the header; the frame's own faults are another family.</summary>
    internal static string Wire(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text.Length > 8000 ? text[..8000] : text))
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
