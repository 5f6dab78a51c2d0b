using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Api.Consents;
using SecureText.Api.Conversations;
using SecureText.Audit;
using SecureText.Consent;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Tampering;

/// <summary>What staff get to see, through the API's functions.</summary>
internal static class StaffView
{
    /// <summary>Newest first; null where the thread has a marked gap.</summary>
    public static async Task<IReadOnlyList<string?>> ThreadAsync(TestClinic clinic, string number = TestClinic.Patient)
    {
        var function = new ReadMessages(
            clinic.Get<ConversationStore>(), clinic.Get<ConversationDoor>(), clinic.Get<OpenedMessages>(), clinic.Get<InboxLines>(),
            clinic.Get<IJournal>(), clinic.Time);
        var request = RequestOf(clinic, "");
        var id = (await clinic.ConversationOf(number)).Value;
        return Texts(await ShowAsync(request, await function.RunAsync(request, id, CancellationToken.None)), "text");
    }

    /// <summary>Previews of the open view; null where a line is damaged.</summary>
    public static async Task<IReadOnlyList<string?>> InboxAsync(TestClinic clinic)
    {
        var function = new ListConversations(
            clinic.Get<InboxIndex>(), clinic.Get<InboxLines>(), clinic.Get<IJournal>(), clinic.Time);
        var request = RequestOf(clinic, "?view=open");
        return Texts(await ShowAsync(request, await function.RunAsync(request, CancellationToken.None)), "preview");
    }

    /// <summary>How many records are shown and how many are damaged.</summary>
    public static async Task<(int Shown, int Damaged)> ConsentsAsync(TestClinic clinic)
    {
        var function = new Consents(clinic.Get<ConsentLedger>(), clinic.Get<ConversationDoor>(), clinic.Get<IJournal>(), clinic.Time);
        var request = RequestOf(clinic, $"?conversation={(await clinic.ConversationOf(TestClinic.Patient)).Value}");
        var answer = await ShowAsync(request, await function.ReadAsync(request, CancellationToken.None));
        return (answer.GetProperty("items").GetArrayLength(), answer.GetProperty("damaged").GetInt32());
    }

    private static HttpRequest RequestOf(TestClinic clinic, string query)
    {
        var http = new DefaultHttpContext { RequestServices = clinic.Get<IServiceProvider>(), TraceIdentifier = "request-1" };
        http.Request.QueryString = new QueryString(query);
        http.Items[AccessMiddleware.StaffKey] = clinic.Staff;
        http.Response.Body = new MemoryStream();
        return http.Request;
    }

    private static async Task<JsonElement> ShowAsync(HttpRequest request, IResult result)
    {
        var response = request.HttpContext.Response;
        await result.ExecuteAsync(request.HttpContext);
        Assert.Equal(200, response.StatusCode);
        response.Body.Position = 0;
        using var document = await JsonDocument.ParseAsync(response.Body);
        return document.RootElement.Clone();
    }

    private static List<string?> Texts(JsonElement page, string property)
    {
        var items = page.GetProperty("items").EnumerateArray().ToList();
        Assert.All(items, item =>
        {
            if (item.GetProperty(property).ValueKind == JsonValueKind.Null) Assert.True(item.GetProperty("damaged").GetBoolean());
        });
        return [.. items.Select(item => item.GetProperty("damaged").GetBoolean() ? null : item.GetProperty(property).GetString())];
    }
}
