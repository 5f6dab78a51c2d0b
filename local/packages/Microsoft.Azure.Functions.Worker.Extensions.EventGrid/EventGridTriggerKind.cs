using System.Reflection;
using System.Text.Json;
using Azure.Messaging;
using Azure.Messaging.EventGrid;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// EventGridTrigger on EventGridEvent, CloudEvent, BinaryData or string, and with IsBatched on arrays of them. Binding
/// to an application's own class, which the package offers too, is refused.
/// </summary>
internal sealed class EventGridTriggerKind : TriggerKind
{
    private static readonly Type[] Single =
        [typeof(EventGridEvent), typeof(CloudEvent), typeof(BinaryData), typeof(string)];

    public override Type AttributeType => typeof(EventGridTriggerAttribute);

    public override string BindingType => "eventGridTrigger";

    public override IEnumerable<string> Problems(FunctionMethod function)
    {
        var batched = ((EventGridTriggerAttribute)function.Trigger).IsBatched;
        if (batched != function.TriggerParameter.ParameterType.IsArray)
            yield return batched ? "IsBatched = true binds to an array." : "binding to an array needs IsBatched = true.";
    }

    public override ParameterBinder? Bind(FunctionMethod function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return parameter == function.TriggerParameter && Single.Contains(type.IsArray ? type.GetElementType() : type)
            ? context => new(Convert((JsonElement)context.TriggerValue()!, type))
            : null;
    }

    public override string Describe(FunctionMethod function, Uri address)
        => $"{BindingType} {address}runtime/webhooks/eventgrid?functionName={function.Name}";

    private static object? Convert(JsonElement json, Type type)
        => type == typeof(string) ? json.GetRawText()
            : type == typeof(string[]) ? Texts(json).ToArray()
            : type == typeof(BinaryData) ? BinaryData.FromString(json.GetRawText())
            : type == typeof(BinaryData[]) ? Texts(json).Select(BinaryData.FromString).ToArray()
            : json.Deserialize(type);

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetRawText());
}
