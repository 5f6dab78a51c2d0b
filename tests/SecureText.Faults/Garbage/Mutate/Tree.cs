using System.Text;
using System.Text.Json;

namespace SecureText.Faults.Garbage;

/// <summary>JSON that may hold what a reader refuses: keys twice, halves of characters, numbers that are none.</summary>
internal abstract class Tree
{
    /// <summary>Reads good JSON.</summary>
    internal static Tree Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    internal static Tree Of(object value) => Of(JsonSerializer.Serialize(value));

    internal static Leaf Text(string text) => new(JsonSerializer.Serialize(text));

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    internal abstract Tree Copy();

    protected abstract void Write(StringBuilder to);

    private static Tree Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new Members([.. json.EnumerateObject().Select(one => (JsonSerializer.Serialize(one.Name), Of(one.Value)))]),
        JsonValueKind.Array => new Items([.. json.EnumerateArray().Select(Of)]),
        _ => new Leaf(json.GetRawText()),
    };

    /// <summary>An object; names are written as they stand, with their quotation marks.</summary>
    internal sealed class Members(List<(string Name, Tree Value)> all) : Tree
    {
        internal List<(string Name, Tree Value)> All { get; } = all;

        internal override Tree Copy() => new Members([.. All.Select(one => (one.Name, one.Value.Copy()))]);

        protected override void Write(StringBuilder to)
        {
            to.Append('{');
            foreach (var (at, (name, value)) in All.Index())
            {
                to.Append(at == 0 ? "" : ",").Append(name).Append(':');
                value.Write(to);
            }

            to.Append('}');
        }
    }

    internal sealed class Items(List<Tree> all) : Tree
    {
        internal List<Tree> All { get; } = all;

        internal override Tree Copy() => new Items([.. All.Select(one => one.Copy())]);

        protected override void Write(StringBuilder to)
        {
            to.Append('[');
            foreach (var (at, item) in All.Index())
            {
                if (at > 0) to.Append(',');
                item.Write(to);
            }

            to.Append(']');
        }
    }

    /// <summary>Anything else, written as it stands.</summary>
    internal sealed class Leaf(string raw) : Tree
    {
        internal string Raw => raw;

        internal override Tree Copy() => this;

        protected override void Write(StringBuilder to) => to.Append(raw);
    }
}
