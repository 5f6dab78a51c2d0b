using System.Text.Json;

namespace SecureText.Faults.Garbage;

/// <summary>Changes JSON at one place, in one way. What it puts in carries the mutant's canary where there is room.</summary>
internal static class TreeMutation
{
    private static readonly string[] HalfCharacters = ["\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\ud83d\"", "\"\\uD83D\"", "\"a\\ud800b\""];

    /// <summary>A changed copy.</summary>
    internal static Tree Change(Tree tree, Dice dice, string mark)
    {
        var changed = tree.Copy();
        for (var times = dice.Below(10) switch { 0 => 0, < 7 => 1, < 9 => 2, _ => 4 }; times > 0; times--) changed = Once(changed, dice, mark);
        return changed;
    }

    private static Tree Once(Tree root, Dice dice, string mark)
    {
        var places = new List<(Tree Parent, int At)>();
        Collect(root, places);
        if (places.Count == 0 || dice.Percent(4)) return Replacement(root, root, dice, mark);
        var (parent, at) = dice.Pick(places);
        if (parent is Tree.Items items) ChangeItem(items.All, at, root, dice, mark);
        else ChangeMember(((Tree.Members)parent).All, at, root, dice, mark);
        return root;
    }

    private static void ChangeMember(List<(string Name, Tree Value)> all, int at, Tree root, Dice dice, string mark)
    {
        var (name, value) = all[at];
        switch (dice.Below(12))
        {
            case 0:
            case 1:
                all.RemoveAt(at);
                break;
            case 2:
                all.Insert(dice.Below(all.Count + 1), (name, Replacement(value, root, dice, mark)));
                break;
            case 3:
                all[at] = (Renamed(name, dice), value);
                break;
            case 4:
                all.Insert(at, (dice.Percent(50) ? dice.Pick(HalfCharacters) : JsonSerializer.Serialize(Odd.Text(dice)), Tree.Text(mark)));
                break;
            case 5:
                all.Add((JsonSerializer.Serialize($"extra {mark}"), value.Copy()));
                break;
            case 6:
                all.Reverse();
                break;
            default:
                all[at] = (name, Replacement(value, root, dice, mark));
                break;
        }
    }

    private static void ChangeItem(List<Tree> all, int at, Tree root, Dice dice, string mark)
    {
        switch (dice.Below(6))
        {
            case 0:
                all.RemoveAt(at);
                break;
            case 1:
                all.Insert(dice.Below(all.Count + 1), all[at].Copy());
                break;
            case 2 when dice.Percent(20):
                all.AddRange(Enumerable.Repeat(all[at], dice.Pick([50, 300, 1000])));
                break;
            default:
                all[at] = Replacement(all[at], root, dice, mark);
                break;
        }
    }

    private static Tree Replacement(Tree value, Tree root, Dice dice, string mark) => dice.Below(16) switch
    {
        0 => new Tree.Leaf("null"),
        1 => new Tree.Leaf(dice.Percent(50) ? "true" : "false"),
        2 or 3 => new Tree.Leaf(dice.Pick(Odd.Numbers)),
        4 => new Tree.Items([value.Copy()]),
        5 => new Tree.Members([("\"value\"", value.Copy())]),
        6 => Deep(dice),
        7 => new Tree.Leaf(dice.Pick(HalfCharacters)),
        8 => Tree.Text(mark + new string('A', dice.Pick([100, 5000, 70_000])) + mark),
        9 => Tree.Text(dice.Pick(Odd.Times)),
        10 => Somewhere(root, dice).Copy(),
        11 => dice.Percent(50) ? new Tree.Items([]) : new Tree.Members([]),
        12 => new Tree.Leaf(Escaped(mark)),
        _ => Tree.Text(dice.Percent(60) ? Odd.Text(dice) + mark : Odd.Text(dice)),
    };

    private static Tree.Leaf Deep(Dice dice)
    {
        var depth = dice.Pick([10, 63, 64, 65, 127, 129, 1000, 20_000]);
        return dice.Percent(50)
            ? new Tree.Leaf(new string('[', depth) + new string(']', depth))
            : new Tree.Leaf(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
    }

    private static string Renamed(string name, Dice dice)
    {
        var plain = JsonSerializer.Deserialize<string>(name.Contains("\\u", StringComparison.Ordinal) ? "\"x\"" : name) ?? "";
        return dice.Below(5) switch
        {
            0 => JsonSerializer.Serialize(plain.ToUpperInvariant()),
            1 => JsonSerializer.Serialize(plain.Length > 0 ? char.ToUpperInvariant(plain[0]) + plain[1..] : plain),
            2 => Escaped(plain),
            3 => JsonSerializer.Serialize(plain.Replace('i', 'ı')),
            _ => JsonSerializer.Serialize(plain + " "),
        };
    }

    private static string Escaped(string text) => $"\"{string.Concat(text.Select(c => FormattableString.Invariant($"\\u{(int)c:x4}")))}\"";

    private static Tree Somewhere(Tree root, Dice dice)
    {
        var places = new List<(Tree Parent, int At)>();
        Collect(root, places);
        if (places.Count == 0) return root;
        var (parent, at) = dice.Pick(places);
        return parent is Tree.Items items ? items.All[at] : ((Tree.Members)parent).All[at].Value;
    }

    private static void Collect(Tree tree, List<(Tree Parent, int At)> places)
    {
        if (places.Count > 2000) return;
        if (tree is Tree.Items items)
        {
            for (var i = 0; i < items.All.Count; i++)
            {
                places.Add((tree, i));
                Collect(items.All[i], places);
            }
        }
        else if (tree is Tree.Members members)
        {
            for (var i = 0; i < members.All.Count; i++)
            {
                places.Add((tree, i));
                Collect(members.All[i].Value, places);
            }
        }
    }
}
