namespace SecureText.Faults.Garbage;

/// <summary>Who is calling: what the front door would say, cookies and links of the portal, and their absence.</summary>
internal static class PrincipalGarbage
{
    private static readonly string[] Paths =
        ["/api/me", "/api/conversations", "/api/staff", "/api/settings", "/api/audit/entries", "/api/imports", "/api/inbox/counts"];

    internal static Mutant Make(int number, Dice dice, Corpus corpus)
    {
        var mark = corpus.Canaries.Mark(number);
        return dice.Percent(65) ? Staff(number, dice, corpus, mark) : Portal(number, dice, corpus, mark);
    }

    private static Mutant Staff(int number, Dice dice, Corpus corpus, string mark)
    {
        var good = (dice.Percent(80) ? corpus.Owner : corpus.Member).Headers[0];
        List<(string, string)> headers = [("Host", "127.0.0.1"), ("X-SecureText", "1")];
        headers.AddRange(HeaderGarbage.Principals(good.Value, dice, mark).Select(value => (dice.Percent(20) ? good.Name.ToUpperInvariant() : good.Name, value)));
        return new Mutant(number, "principal", "GET", dice.Pick(Paths), headers, []);
    }

    private static Mutant Portal(int number, Dice dice, Corpus corpus, string mark)
    {
        var (cookie, link) = (corpus.Patient.Headers[0].Value, corpus.Patient.Headers[1].Value);
        List<(string, string)> headers = [("Host", "127.0.0.1"), ("X-SecureText", "1")];
        headers.AddRange(dice.Below(7) switch
        {
            0 => [("Cookie", cookie), ("Cookie", cookie + "x")],
            1 => [("Cookie", cookie[..dice.Below(cookie.Length)])],
            2 => [("Cookie", cookie.Replace("__Host-", "", StringComparison.Ordinal))],
            3 => [("Cookie", $"{cookie}; {cookie}; a={mark}")],
            4 => [("Cookie", $"__Host-securetext=\"{cookie.Split('=', 2)[1]}\"")],
            5 => [("Cookie", cookie), ("X-SecureText-Link", HeaderGarbage.Wire(Odd.Text(dice)))],
            _ => new[] { ("Cookie", $"__Host-securetext={HeaderGarbage.Wire(Odd.Text(dice))}{mark}") },
        });
        if (dice.Percent(60)) headers.Add(("X-SecureText-Link", link));
        return new Mutant(number, "session", "GET", dice.Pick(["/api/portal/thread", "/api/portal/form"]), headers, []);
    }
}
