using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SecureText.Packages.Tests.Surface;

/// <summary>
/// What an assembly lets others see: its types and the public and protected members that they declare.
/// </summary>
internal static class DeclaredSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<ApiMember> Of(Assembly assembly) =>
        assembly.GetTypes().Where(IsVisible).SelectMany(type => Members(type).Prepend(Describe(type)));

    /// <summary>
    /// Unspeakable names (a record's <c>&lt;Clone&gt;$</c>) cannot be used from source, so they are no surface.
    /// </summary>
    private static bool IsSpeakable(MemberInfo member) => !member.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsVisible(Type type) => IsSpeakable(type) && (type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
        : type.IsPublic);

    private static bool IsVisible(MethodBase? method) =>
        method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static bool IsProtected(MethodBase method) => method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<ApiMember> Members(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
            return [Describe(type.GetMethod("Invoke")!)];
        var methods = type.GetMethods(Declared)
            .Where(method => IsVisible(method) && IsSpeakable(method) && !IsAccessor(method)).Select(Describe);
        var constructors = type.GetConstructors(Declared).Where(IsVisible).Select(Describe);
        var properties = type.GetProperties(Declared)
            .Where(property => IsVisible(property.GetMethod) || IsVisible(property.SetMethod)).Select(Describe);
        var fields = type.GetFields(Declared)
            .Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
            .Where(field => !field.IsSpecialName)
            .Select(Describe);
        var events = type.GetEvents(Declared).Where(@event => IsVisible(@event.AddMethod)).Select(Describe);
        return [.. methods, .. constructors, .. properties, .. fields, .. events];
    }

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static ApiMember Describe(Type type) =>
        new(DocumentationId.Of(type), TypeText(type), Set(), Set(), Set(), Nothing, []);

    private static ApiMember Describe(MethodInfo method) => new(
        DocumentationId.Of(method),
        DocumentationId.OfUse(method.ReturnType),
        Set([.. Flags(method), .. IsNullable(method.ReturnParameter) ? ["nullable"] : (string[])[]]),
        Set(),
        method.GetGenericArguments().Select(Constraint).Where(text => text.Length > 0).ToHashSet(),
        Defaults(method),
        [.. method.GetParameters().Select(Parameter)]);

    private static ApiMember Describe(ConstructorInfo constructor) => new(
        DocumentationId.Of(constructor),
        "System.Void",
        IsProtected(constructor) ? Set("protected") : Set(),
        Set(),
        Set(),
        Defaults(constructor),
        [.. constructor.GetParameters().Select(Parameter)]);

    private static ApiMember Describe(PropertyInfo property)
    {
        var accessors = ((MethodInfo?[])[property.GetMethod, property.SetMethod]).Where(IsVisible).ToArray();
        var flags = Flags(accessors[0]!).ToHashSet();
        if (accessors.Any(accessor => accessor!.IsPublic))
            flags.Remove("protected");
        if (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property) is var nulls
            && (property.GetMethod is null ? nulls.WriteState : nulls.ReadState) == NullabilityState.Nullable)
        {
            flags.Add("nullable");
        }
        return new(
            DocumentationId.Of(property),
            DocumentationId.OfUse(property.PropertyType),
            flags,
            accessors.Select(accessor => Accessor(accessor!)).ToHashSet(),
            Set(),
            Nothing,
            []);
    }

    private static ApiMember Describe(FieldInfo field) => new(
        DocumentationId.Of(field),
        DocumentationId.OfUse(field.FieldType),
        FieldFlags(field),
        Set(),
        Set(),
        Nothing,
        []);

    private static ApiMember Describe(EventInfo @event) => new(
        DocumentationId.Of(@event), DocumentationId.OfUse(@event.EventHandlerType!), Set(), Set(), Set(), Nothing, []);

    private static HashSet<string> FieldFlags(FieldInfo field) => field switch
    {
        { IsLiteral: true, DeclaringType.IsEnum: true } => Set($"value={Constant(field)}"),
        { IsLiteral: true } when field.FieldType == typeof(string) => Set($"const=\"{Constant(field)}\""),
        { IsLiteral: true } => Set($"const={Constant(field)}"),
        _ => [.. field.IsStatic ? Set("static") : [], .. field.IsInitOnly ? Set("readonly") : []],
    };

    private static string Constant(FieldInfo field) =>
        Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)!;

    private static string TypeText(Type type)
    {
        var kind = type.IsInterface ? "interface"
            : type.IsEnum ? "enum"
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        if (kind is "enum" or "delegate")
            return kind;
        var own = type.GetInterfaces().Where(IsVisible).ToArray();
        var implied = own.SelectMany(other => other.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        var bases = own.Except(implied).Select(DocumentationId.OfUse);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            bases = bases.Prepend(DocumentationId.OfUse(parent));
        return string.Join(" : ", ((string[])[kind, string.Join(", ", bases)]).Where(text => text.Length > 0));
    }

    private static HashSet<string> Flags(MethodInfo method)
    {
        var flags = new HashSet<string>();
        if (IsProtected(method))
            flags.Add("protected");
        if (method.IsStatic)
            flags.Add("static");
        if (method.IsDefined(typeof(ExtensionAttribute)))
            flags.Add("ext");
        // An interface's members are abstract by nature, and an implementation of one is virtual only in metadata.
        // A delegate's Invoke is virtual there too.
        var owner = method.DeclaringType!;
        if (!method.IsVirtual || owner.IsInterface || typeof(Delegate).IsAssignableFrom(owner))
            return flags;
        var isOverride = method.GetBaseDefinition() != method;
        if (method.IsAbstract)
            flags.Add("abstract");
        else if (!isOverride && !method.IsFinal)
            flags.Add("virtual");
        if (isOverride)
            flags.UnionWith(method.IsFinal ? ["sealed", "override"] : ["override"]);
        return flags;
    }

    private static string Accessor(MethodInfo accessor)
    {
        var isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        var name = accessor.ReturnType != typeof(void) ? "get" : isInit ? "init" : "set";
        return IsProtected(accessor) ? $"protected {name}" : name;
    }

    private static string Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var parts = parameter.GetGenericParameterConstraints()
            .Where(type => type != typeof(ValueType)).Select(DocumentationId.OfUse).ToList();
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            parts.Insert(0, "struct");
        else if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            parts.Add("new()");
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            parts.Insert(0, "class");
        return parts.Count == 0 ? "" : $"{parameter.Name}: {string.Join('&', parts)}";
    }

    private static Dictionary<string, string> Defaults(MethodBase method) => method.GetParameters()
        .Where(parameter => parameter.HasDefaultValue)
        .ToDictionary(parameter => parameter.Name!, Default);

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        var value when Underlying(parameter) is { IsEnum: true } type => Enum.ToObject(type, value).ToString()!,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static Type Underlying(ParameterInfo parameter) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;

    private static ApiParameter Parameter(ParameterInfo parameter)
    {
        var mode = parameter switch
        {
            { ParameterType.IsByRef: true, IsOut: true } => "out",
            { ParameterType.IsByRef: true, IsIn: true } => "in",
            { ParameterType.IsByRef: true } => "ref",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params",
            _ => "",
        };
        return new ApiParameter(parameter.Name!, mode, IsNullable(parameter));
    }

    private static bool IsNullable(ParameterInfo parameter)
    {
        var type =
            parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        if (type.IsValueType || type.IsGenericParameter)
            return false;
        var nulls = new NullabilityInfoContext().Create(parameter);
        // What comes out of a method is read by its caller, what goes in is written.
        var state = parameter.IsOut || parameter.Position < 0 ? nulls.ReadState : nulls.WriteState;
        return state == NullabilityState.Nullable;
    }

    private static HashSet<string> Set(params string[] items) => [.. items];

    private static readonly Dictionary<string, string> Nothing = [];
}
