using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// What the Functions host answers to Event Grid. Its checks for a function that binds to the other schema (409) do
/// not apply to isolated workers, whose parameter types the host does not see.
/// </summary>
internal sealed partial class EventGridWebhook(
    FunctionCatalog catalog, FunctionInvoker invoker, ILogger<EventGridWebhook> logger) : IWebhook
{
    private const string PublicCloud = "eventgrid.azure.net";

    private static readonly ImmutableArray<string> Origins =
    [
        PublicCloud,
        "eventgrid.azure.us",
        "eventgrid.azure.eaglex.ic.gov",
        "eventgrid.azure.microsoft.scloud",
        "eventgrid.azure.cn",
    ];

    public string Name => "eventgrid";

    public async Task HandleAsync(HttpContext context)
    {
        var name = context.Request.Query["functionName"].ToString();
        if (catalog.Find(name) is not { Trigger: EventGridTriggerAttribute trigger } function)
        {
            await AnswerAsync(context, StatusCodes.Status404NotFound, $"cannot find function: '{name}'");
            return;
        }

        if (HttpMethods.IsOptions(context.Request.Method))
        {
            var origin = context.Request.Headers["WebHook-Request-Origin"].ToString();
            context.Response.Headers["Webhook-Allowed-Origin"] = Origins.Contains(origin) ? origin : PublicCloud;
            return;
        }

        // What is thrown from here on, such as for a body that is not JSON, is the host's 500 with an empty body.
        switch (context.Request.Headers["aeg-event-type"].FirstOrDefault()?.ToUpperInvariant())
        {
            case "SUBSCRIPTIONVALIDATION":
                Handshake(logger, name);
                await AnswerAsync(context, StatusCodes.Status200OK, ValidationResponse(await ReadAsync(context)));
                break;
            case "NOTIFICATION":
                await DispatchAsync(context, function, trigger.IsBatched, await ReadAsync(context));
                break;
            case "UNSUBSCRIBE":
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                break;
        }
    }

    private async Task DispatchAsync(HttpContext context, FunctionMethod function, bool batched, JsonElement body)
    {
        var events = body.ValueKind switch
        {
            JsonValueKind.Array => body,
            // As text: writing an element out again would choke on an escaped lone surrogate, which an SMS may have.
            JsonValueKind.Object => JsonSerializer.Deserialize<JsonElement>($"[{body.GetRawText()}]"),
            _ => throw new ArgumentOutOfRangeException(
                nameof(context),
                $"The request content should be parseable into a JSON object or array, but was {body.ValueKind}."),
        };

        // The caller going away cancels nothing: the host runs what it was given.
        var failures = await Task.WhenAll(batched
            ? [RunAsync(function, events, [.. events.EnumerateArray()])]
            : events.EnumerateArray().Select(e => RunAsync(function, e, [e])));
        if (Array.Find(failures, f => f is not null) is { } first)
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, first.Message);
        else
            context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task<Exception?> RunAsync(FunctionMethod function, JsonElement value, ImmutableArray<JsonElement> events)
    {
        try
        {
            if (events.Any(e => e.ValueKind != JsonValueKind.Object))
                throw new InvalidOperationException($"Unable to bind to {function.Name}: an event must be a JSON object.");
            await invoker.InvokeAsync(function, new Invocation
            {
                TriggerValue = value,
                Reason = "EventGrid trigger fired",
                BindingData = ImmutableDictionary<string, object?>.Empty.Add("data", DataOf(value)),
            });
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static string? DataOf(JsonElement value)
        => value.ValueKind == JsonValueKind.Array
            ? $"[{string.Join(',', value.EnumerateArray().Select(e => DataOf(e) ?? "null"))}]"
            : Member(value, "data") is { } data ? data.GetRawText() : null;

    // Not TryGetProperty: it throws when a name that comes before has an escaped lone surrogate.
    private static JsonElement? Member(JsonElement value, string name)
    {
        foreach (var property in value.EnumerateObject())
        {
            try
            {
                if (property.NameEquals(name)) return property.Value;
            }
            catch (InvalidOperationException)
            {
                // No name that anybody asks for.
            }
        }

        return null;
    }

    private static string ValidationResponse(JsonElement body)
    {
        var data = body.ValueKind == JsonValueKind.Array ? body[0].GetProperty("data") : body.GetProperty("data");
        if (data.ValueKind == JsonValueKind.String)
            data = JsonSerializer.Deserialize<JsonElement>(data.GetString()!);
        return JsonSerializer.Serialize(new { validationResponse = data.GetProperty("validationCode").ToString() });
    }

    private static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return JsonSerializer.Deserialize<JsonElement>(await reader.ReadToEndAsync(context.RequestAborted));
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text);
    }

    [LoggerMessage(1, LogLevel.Information, "perform handshake with eventGrid for function: {Function}")]
    private static partial void Handshake(ILogger logger, string function);
}
