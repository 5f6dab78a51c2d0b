using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SecureText.EventGridDelivery;
using SecureText.Simulator;
using SecureText.Texting;

namespace SecureText.Handset;

/// <summary>
/// What the handset page asks for. For one machine only: whoever can reach it can text as any patient.
/// </summary>
internal static class HandsetApi
{
    private const int LongestText = 1600;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static void MapHandset(
        this IEndpointRouteBuilder routes, PhoneNetwork network, EventGridSimulator grid, HandsetFeed feed,
        CancellationToken stopping)
    {
        routes.MapGet("/handset/state", () => Results.Json(HandsetState.Of(network, grid), Json));
        routes.MapGet("/handset/phones/{number}", (string number) =>
            PhoneNumber.TryParse(number, out var phone)
                ? Results.Json(network.Thread(phone.E164), Json)
                : NotANumber());
        routes.MapPost("/handset/phones/{number}", async (string number, HttpRequest request) =>
            Send(network, number, await request.ReadFromJsonAsync<NewText>(Json)));
        routes.MapPut("/handset/switches", async (HttpRequest request) =>
            Switch(network, grid, await request.ReadFromJsonAsync<HandsetSwitches>(Json)));
        routes.MapGet("/handset/events", context => StreamAsync(context, feed, stopping));
    }

    private static IResult Send(PhoneNetwork network, string number, NewText? message)
    {
        if (!PhoneNumber.TryParse(number, out var phone)) return NotANumber();
        if (message?.Text is not { Length: > 0 and <= LongestText } text)
            return Refuse($"A text has 1 to {LongestText} characters.");
        var line = message.Line is null
            ? network.Lines[0]
            : network.Lines.FirstOrDefault(one => one.Number == message.Line);
        return line is null
            ? Refuse("The clinic has no such line.")
            : Results.Json(
                network.TextFromPatient(phone.E164, line, text), Json, statusCode: StatusCodes.Status201Created);
    }

    private static IResult Switch(PhoneNetwork network, EventGridSimulator grid, HandsetSwitches? switches)
    {
        if (switches is null || !switches.IsValid()) return Refuse("There is no such switch.");
        switches.Apply(network, grid);
        return Results.NoContent();
    }

    private static async Task StreamAsync(HttpContext context, HandsetFeed feed, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var page = feed.Open();
        context.Response.ContentType = "text/event-stream";
        try
        {
            // A first line opens the stream in the browser before there is anything to tell; from here on nothing is
            // missed.
            await context.Response.WriteAsync(": open\n\n", either.Token);
            await context.Response.Body.FlushAsync(either.Token);
            await foreach (var bubble in page.Texts.Reader.ReadAllAsync(either.Token))
            {
                await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(bubble, Json)}\n\n", either.Token);
                await context.Response.Body.FlushAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the program stops.
        }
    }

    private static IResult NotANumber() => Refuse("That is not a North American phone number.");

    private static IResult Refuse(string message) =>
        Results.Json(new { message }, Json, statusCode: StatusCodes.Status400BadRequest);
}
