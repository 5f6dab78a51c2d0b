using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SecureText.Demo;

namespace SecureText.Weeks;

/// <summary>Hands a file of another system to the clinic, as the page does: sends it, has it checked, starts it.</summary>
/// <param name="desk">Who does it.</param>
/// <param name="wait">Awaited before it is asked how far it is.</param>
internal sealed class FileImport(StaffDesk desk, Func<CancellationToken, Task> wait)
{
    /// <summary>Imports; gives what was counted. Every column is to be understood without help.</summary>
    internal async Task<JsonNode> RunAsync(string kind, string name, string content, CancellationToken cancellationToken)
    {
        var manager = await desk.ManagerAsync(cancellationToken);
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        file.Headers.ContentType = new MediaTypeHeaderValue(kind == "fhir" ? "application/json" : "text/csv");
        var headers = new Dictionary<string, string> { ["X-File-Name"] = Uri.EscapeDataString(name) };
        var sent = (await manager.PostAsync($"api/imports?kind={kind}", file, headers, cancellationToken)).Must(201).Json!;
        var id = (string)sent["id"]!;
        var columns = sent["columns"]?.AsArray().Count ?? 0;
        if (kind != "fhir") Expect.Equal(columns, sent["mapping"]!.AsObject().Count, $"{name}: columns that were understood");
        var mapping = new { mapping = sent["mapping"]?.DeepClone() ?? new JsonObject() };
        var check = (await manager.PostAsync($"api/imports/{id}/check", mapping, cancellationToken)).Must(200).Json!;
        Expect.Equal(0, (int)check["refusedCount"]!, $"{name}: rows refused ({check["refused"]?.ToJsonString()})");
        (await manager.PostAsync($"api/imports/{id}/start", mapping, cancellationToken)).Must(202);
        while (true)
        {
            await wait(cancellationToken);
            manager = await desk.ManagerAsync(cancellationToken);
            var state = (await manager.GetAsync($"api/imports/{id}", cancellationToken)).Must(200).Json!;
            if ((string?)state["state"] is not ("ready" or "running"))
            {
                Expect.Equal("done", (string?)state["state"], $"{name}: the import's state");
                return state;
            }
        }
    }
}
