using System.Linq.Expressions;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// A predicate as an OData filter: comparisons of one property with one value, joined by and, or, not. Everything that
/// does not mention the row is evaluated here; what the service cannot do is refused.
/// </summary>
internal static class FilterExpression
{
    public static string From(LambdaExpression filter, Func<string, string>? rename = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return new Translation(filter.Parameters[0], rename ?? (name => name)).Predicate(filter.Body);
    }

    private sealed class Translation(ParameterExpression row, Func<string, string> rename)
    {
        public string Predicate(Expression node) => node switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert } convert => Predicate(convert.Operand),
            UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Predicate(not.Operand)})",
            BinaryExpression { NodeType: ExpressionType.AndAlso } and =>
                $"({Predicate(and.Left)}) and ({Predicate(and.Right)})",
            BinaryExpression { NodeType: ExpressionType.OrElse } or =>
                $"({Predicate(or.Left)}) or ({Predicate(or.Right)})",
            BinaryExpression comparison => Comparison(comparison),
            _ when Mentions(node) && node.Type == typeof(bool) => $"{Property(node)} eq true",
            _ => throw Unsupported(node),
        };

        private string Comparison(BinaryExpression comparison)
        {
            var type = comparison.NodeType;
            var (left, right) = (comparison.Left, comparison.Right);
            // string.Compare(row.RowKey, "x") >= 0 stands for the comparison that C# has no operator for.
            if (left is MethodCallExpression call && IsOrdering(call, out var first, out var second)
                && right is ConstantExpression { Value: 0 })
            {
                (left, right) = (first, second);
            }
            if (!Mentions(left))
                (left, right, type) = (right, left, Mirror(type));
            if (!Mentions(left) || Mentions(right))
                throw Unsupported(comparison);
            return $"{Property(left)} {Operator(type, comparison)} {ODataFilter.Literal(Value(right))}";
        }

        private string Property(Expression node) => node switch
        {
            UnaryExpression { NodeType: ExpressionType.Convert } convert => Property(convert.Operand),
            MemberExpression { Member: { Name: "Value", DeclaringType.IsValueType: true }, Expression: { } inner } =>
                Property(inner),
            MemberExpression member when IsRow(member.Expression) => rename(EntityMembers.NameInTable(member.Member)),
            MethodCallExpression { Arguments: [var name] } call when IsRow(call.Object)
                && (call.Method.Name == "get_Item" || call.Method.Name.StartsWith("Get", StringComparison.Ordinal)) =>
                (string)Value(name)!,
            _ => throw Unsupported(node),
        };

        private bool IsRow(Expression? node) =>
            node == row
            || node is UnaryExpression { NodeType: ExpressionType.Convert } convert && IsRow(convert.Operand);

        private static bool IsOrdering(MethodCallExpression call, out Expression first, out Expression second)
        {
            var isStatic = call.Method.DeclaringType == typeof(string) && call.Arguments.Count == 2
                && call.Method.Name == nameof(string.Compare);
            var isMember = call is { Object: not null, Arguments.Count: 1, Method.Name: nameof(string.CompareTo) };
            first = isMember || call.Arguments.Count == 0 ? call.Object ?? call : call.Arguments[0];
            second = call.Arguments.Count == 0 ? call : call.Arguments[^1];
            return isStatic || isMember;
        }

        private static object? Value(Expression node) =>
            node is ConstantExpression constant
                ? constant.Value
                : Expression.Lambda(node).Compile(preferInterpretation: true).DynamicInvoke();

        private bool Mentions(Expression node)
        {
            var search = new Search(row);
            search.Visit(node);
            return search.Found;
        }

        private static ExpressionType Mirror(ExpressionType type) => type switch
        {
            ExpressionType.LessThan => ExpressionType.GreaterThan,
            ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
            ExpressionType.GreaterThan => ExpressionType.LessThan,
            ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
            _ => type,
        };

        private static string Operator(ExpressionType type, Expression node) => type switch
        {
            ExpressionType.Equal => "eq",
            ExpressionType.NotEqual => "ne",
            ExpressionType.LessThan => "lt",
            ExpressionType.LessThanOrEqual => "le",
            ExpressionType.GreaterThan => "gt",
            ExpressionType.GreaterThanOrEqual => "ge",
            _ => throw Unsupported(node),
        };

        private static NotSupportedException Unsupported(Expression node) =>
            new($"The expression ({node}) is not supported.");
    }

    private sealed class Search(ParameterExpression row) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == row;
            return node;
        }
    }
}
