using System.Reflection;

namespace SecureText.Packages.Tests.Surface;

/// <summary>Ids of types and members in the form that the compiler's documentation files use.</summary>
internal static class DocumentationId
{
    public static string OfDefinition(Type type) => type.FullName!.Replace('+', '.');

    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"T:{OfDefinition(type)}",
        FieldInfo field => $"F:{OfDefinition(field.DeclaringType!)}.{field.Name}",
        EventInfo @event => $"E:{OfDefinition(@event.DeclaringType!)}.{@event.Name}",
        PropertyInfo property =>
            $"P:{OfDefinition(property.DeclaringType!)}.{property.Name}{Arguments(property.GetIndexParameters())}",
        ConstructorInfo constructor =>
            $"M:{OfDefinition(constructor.DeclaringType!)}.#ctor{Arguments(constructor.GetParameters())}",
        MethodInfo method => $"M:{OfDefinition(method.DeclaringType!)}.{method.Name}{Arity(method)}" +
            $"{Arguments(method.GetParameters())}{Conversion(method)}",
        _ => throw new ArgumentException($"No id for a {member.MemberType}.", nameof(member)),
    };

    public static string OfUse(Type type)
    {
        if (type.IsByRef)
            return OfUse(type.GetElementType()!) + "@";
        if (type.IsArray)
            return OfUse(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsPointer)
            return OfUse(type.GetElementType()!) + "*";
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (!type.IsGenericType)
            return OfDefinition(type);
        var given = new Queue<Type>(type.GetGenericArguments());
        var name = OfDefinition(type.GetGenericTypeDefinition());
        return string.Join('.', name.Split('.').Select(part => Close(part, given)));
    }

    private static string Close(string part, Queue<Type> given)
    {
        var halves = part.Split('`');
        if (halves.Length == 1)
            return part;
        var arguments = Enumerable.Range(0, int.Parse(halves[1], System.Globalization.CultureInfo.InvariantCulture))
            .Select(_ => OfUse(given.Dequeue()));
        return $"{halves[0]}{{{string.Join(',', arguments)}}}";
    }

    private static string Arity(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"``{method.GetGenericArguments().Length}" : "";

    private static string Arguments(ParameterInfo[] parameters) => parameters.Length == 0
        ? ""
        : $"({string.Join(',', parameters.Select(parameter => OfUse(parameter.ParameterType)))})";

    private static string Conversion(MethodInfo method) =>
        method.Name is "op_Implicit" or "op_Explicit" ? $"~{OfUse(method.ReturnType)}" : "";
}
