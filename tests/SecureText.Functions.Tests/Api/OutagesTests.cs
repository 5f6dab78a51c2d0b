using System.Net;
using System.Net.Sockets;
using Azure.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using SecureText.Storage;

namespace SecureText.Api;

public class OutagesTests
{
    [Fact]
    public async Task Storage_that_refuses_at_every_try_is_away_and_no_bug()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var at = $"http://{listener.LocalEndPoint}/account";
        var storage = new StorageClients(
            new StorageOptions
            {
                ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=account;AccountKey=bWFkZS11cA==;BlobEndpoint={at};QueueEndpoint={at};TableEndpoint={at};",
            },
            null);

        Assert.Equal("storage-unavailable", await ProblemOfAsync(() => storage.ProbeAsync(CancellationToken.None)));
    }

    public static TheoryData<Exception, string> Failures => new()
    {
        { new AuthenticationFailedException("no token"), "storage-unavailable" },
        { new AggregateException(new TaskCanceledException("too late"), new IOException("broken off")), "storage-unavailable" },
        { new InvalidDataException("a row", new HttpRequestException("cut")), "storage-unavailable" },
        { new BadHttpRequestException("the caller's body broke off"), "bad-request" },
        { new InvalidOperationException("a bug"), "unexpected" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_is_away_or_a_bug(Exception failure, string code) => Assert.Equal(code, await ProblemOfAsync(() => throw failure));

    private static async Task<string> ProblemOfAsync(Func<Task> fails)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = FunctionCall.Services };
        http.Response.Body = body;
        await new ErrorMiddleware(NullLogger<ErrorMiddleware>.Instance).Invoke(new FunctionCall.Context("ListConversations", http), _ => fails());
        return System.Text.Json.JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("type").GetString()!.Split(':')[^1];
    }
}
