using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Protocol;

/// <summary>An answer that the service gives and the emulator may not: status, code, message.</summary>
internal sealed record ServiceRefusal(int Status, string Code, string Message, bool InBatch = false)
{
    public Response Answer()
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["odata.error"] = new { code = Code, message = new { lang = "en-US", value = Message } },
        });
        var reason = Status == 413 ? "Request Entity Too Large" : "Bad Request";
        HttpHeader[] json = [new("Content-Type", "application/json"), new("x-ms-error-code", Code)];
        if (!InBatch)
            return new PartResponse(Status, reason, json, body);
        // A batch is accepted as a whole and says inside what it refused.
        var text = $"--batchresponse_0\r\nContent-Type: multipart/mixed; boundary=changesetresponse_0\r\n\r\n" +
            $"--changesetresponse_0\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n" +
            $"HTTP/1.1 {Status} {reason}\r\nContent-Type: application/json\r\n\r\n" +
            $"{Encoding.UTF8.GetString(body)}\r\n--changesetresponse_0--\r\n--batchresponse_0--\r\n";
        HttpHeader[] multipart = [new("Content-Type", "multipart/mixed; boundary=batchresponse_0")];
        return new PartResponse(202, "Accepted", multipart, Encoding.UTF8.GetBytes(text));
    }
}

/// <summary>
/// Answers in the service's place, after every other policy: the emulator takes rows that the service refuses, and
/// nothing may pass here that fails in Azure.
/// </summary>
internal sealed class RefusingPolicy(ServiceRefusal refusal) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        message.Response = refusal.Answer();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        message.Response = refusal.Answer();
        return ValueTask.CompletedTask;
    }
}
