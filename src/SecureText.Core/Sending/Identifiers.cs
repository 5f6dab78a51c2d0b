using System.Text.RegularExpressions;
using SecureText.Texting;
using static SecureText.Sending.Gate;

namespace SecureText.Sending;

/// <summary>Finds numbers and dates that name a person: 45 CFR 164.514(b)(2) lists them as identifiers.</summary>
internal static partial class Identifiers
{
    private const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace;

    private static readonly int[][] CardPrints = [[4, 4, 4, 4], [4, 6, 5], [4, 4, 4, 4, 3]];

    internal static IEnumerable<Found> Find(string text)
    {
        var ssn = Ssn().Matches(text).Select(match => Finding(
            match, GateRule.SocialSecurityNumber));
        var birth = Birth().Matches(text).Concat(OldDate().Matches(text)).Select(match => Finding(
            match, GateRule.DateOfBirth));
        var account = Account().Matches(text)
            .Where(match => match.Groups["number"].Value.Count(char.IsAsciiDigit) >= 4)
            .Concat(MedicareCard().Matches(text))
            .Select(match => Finding(
                match, GateRule.AccountNumber));
        var numbers = LongNumber().Matches(text).Select(Number).OfType<Found>();
        return Apart(ssn.Concat(birth).Concat(account).Concat(numbers), text.Length);
    }

    private static Found? Number(Match match)
    {
        if (HoldsCard(match.Value)) return Finding(match, GateRule.CardNumber);

        // Written apart it may be a telephone number or two; a run of eight digits and more that is none is an id.
        return match.Value.Split(' ', '-').Any(run => run.Length >= 8 && !PhoneNumber.TryParse(run, out _))
            ? Finding(match, GateRule.AccountNumber)
            : null;
    }

    // An expiry date or a second number may follow the card's, so the groups are also read as cards print them. Not
    // every window of groups: one in ten would pass by chance, and two telephone numbers have many.
    private static bool HoldsCard(string number)
    {
        var groups = number.Split(' ', '-');
        return Luhn(string.Concat(groups)) || groups.Any(Luhn)
            || Enumerable.Range(0, groups.Length).Any(i => Printed(new ArraySegment<string>(groups, i, groups.Length - i)).Any(Luhn));
    }

    private static IEnumerable<string> Printed(ArraySegment<string> groups) => CardPrints
        .Where(print => print.Length <= groups.Count && print.Zip(groups).All(pair => pair.First == pair.Second.Length))
        .Select(print => string.Concat(groups.Take(print.Length)));

    private static bool Luhn(string digits)
    {
        if (digits.Length is < 13 or > 19) return false;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    private static Found Finding(Match match, GateRule rule) => new(match.Index, new GateFinding(rule, match.Value));

    // One number, one finding: "acct 123456789" is not told twice; the more telling rule comes first.
    private static List<Found> Apart(IEnumerable<Found> all, int length)
    {
        var told = new bool[length];
        var kept = new List<Found>();
        foreach (var found in all)
        {
            var place = told.AsSpan(found.At, found.Finding.What.Length);
            if (place.Contains(true)) continue;
            place.Fill(true);
            kept.Add(found);
        }

        return kept;
    }

    [GeneratedRegex("""
        (?<![0-9-]) [0-9]{3} (?<gap>[-. ]) [0-9]{2} \k<gap> [0-9]{4} (?![0-9-])
        | \b (ssn | social\ security | seguro\ social) \b [^0-9\n]{0,20} [0-9][0-9 -]{2,10}
        """, Options)]
    private static partial Regex Ssn();

    // A date, or its beginning, after words of birth.
    [GeneratedRegex("""
        \b (d\.?o\.?b\.? | born | birth\s?-?(date|day) | date\ of\ birth | nacid[oa] | naci[oó] | fecha\ de\ nac(imiento|\.)? | nacimiento | fdn)
        [^0-9\n]{0,25} [0-9]{1,4} ([-/. ] [0-9]{1,2} [-/. ] [0-9]{2,4} | ,?\ (de\ )?(\w{3,12}\ )?(del?\ )?[0-9]{4})?
        """, Options)]
    private static partial Regex Birth();

    // Nobody is asked to come in 19xx: such a date is a birthday, with or without the word.
    [GeneratedRegex("""
        (?<![0-9]) ( [0-9]{1,2} [-/.] [0-9]{1,2} [-/.] 19[0-9]{2} | 19[0-9]{2} [-/.] [0-9]{1,2} [-/.] [0-9]{1,2} ) (?![0-9])
        | \b [a-z]{3,9} \.? \ [0-9]{1,2} (st|nd|rd|th)? ,? \ 19[0-9]{2} \b
        | \b [0-9]{1,2} (st|nd|rd|th)? \ (de\ )? [a-z]{3,10} \.? ,? \ (del?\ )? 19[0-9]{2} \b
        """, Options)]
    private static partial Regex OldDate();

    [GeneratedRegex("""
        \b ( (account|acct|member|membership|policy|subscriber|mrn|medicaid|medicare|chart|claim|invoice|rx|cuenta|poliza|póliza|miembro|expediente|factura|reclamo)
             (\ (id|no|num|number|numero|número)\b)?
           | (group|insurance|patient|record|prescription|case|license|licence|passport|seguro|paciente|grupo|receta|caso|licencia|pasaporte)
             \ (id|no|num|number|numero|número)\b )
        [\ :.\#=]{0,3} (is\ |es\ |ends\ in\ |ending\ in\ |ending\ |termina\ en\ )? \#? (?<number> [a-z0-9] [a-z0-9-]{3,24} ) \b
        """, Options)]
    private static partial Regex Account();

    // The number on a Medicare card: its places of letters and digits are fixed, and some letters do not occur (CMS).
    [GeneratedRegex("""
        \b [1-9] [ac-hj-km-np-rt-y] [0-9ac-hj-km-np-rt-y] [0-9] -? [ac-hj-km-np-rt-y] [0-9ac-hj-km-np-rt-y] [0-9] -? [ac-hj-km-np-rt-y]{2} [0-9]{2} \b
        """, Options)]
    private static partial Regex MedicareCard();

    [GeneratedRegex("(?<![0-9]) [0-9] (?:[ -]?[0-9]){7,}", Options)]
    private static partial Regex LongNumber();
}
