using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SecureText.Settings;

namespace SecureText.Api;

/// <summary>A request that cannot be read to its end is its sender's fault, and not ours.</summary>
public class BrokenRequestTests
{
    [Theory]
    [InlineData(400, "bad-request")]
    [InlineData(408, "bad-request")]
    [InlineData(413, "body-too-large")]
    public async Task Body_that_the_server_refuses_is_refused_as_such(int status, string code) =>
        Assert.Equal((status, code), await AnswerToAsync(new BadHttpRequestException("Quill", status)));

    [Fact]
    public async Task Chunk_of_a_size_beyond_counting_is_a_bad_request() => Assert.Equal(
        (400, "bad-request"),
        await AnswerToAsync(new IOException("Bad chunk size data.", new OverflowException()) { Source = "Microsoft.AspNetCore.Server.Kestrel.Core" }));

    [Fact]
    public async Task Broken_pipe_of_ours_is_not_the_senders_fault() =>
        Assert.Equal((503, "storage-unavailable"), await AnswerToAsync(new IOException("disk") { Source = "System.IO" }));

    [Fact]
    public async Task Body_that_is_no_utf8_is_not_read()
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream([.. Encoding.UTF8.GetBytes("{\"value\":\""), 0xF6, .. Encoding.UTF8.GetBytes("\"}")]);
        Assert.Null(await ApiJson.ReadAsync<Sent>(http.Request, default));
    }

    [Fact]
    public void What_the_server_cannot_read_is_not_logged_at_any_level()
    {
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Deaf())).AddSilentServer().BuildServiceProvider();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        Assert.False(loggers.CreateLogger("Microsoft.AspNetCore.Server.Kestrel.BadRequests").IsEnabled(LogLevel.Debug));
        Assert.True(loggers.CreateLogger("SecureText.Api").IsEnabled(LogLevel.Trace));
    }

    private static async Task<(int Status, string Code)> AnswerToAsync(Exception thrown)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = FunctionCall.Services };
        http.Response.Body = body;
        await new ErrorMiddleware(NullLogger<ErrorMiddleware>.Instance).Invoke(
            new FunctionCall.Context("PortalOpen", http), _ => throw thrown);
        var problem = JsonSerializer.Deserialize<JsonElement>(body.ToArray());
        Assert.DoesNotContain("Quill", problem.GetRawText(), StringComparison.Ordinal);
        return (http.Response.StatusCode, problem.GetProperty("type").GetString()!["urn:securetext:".Length..]);
    }

    private sealed record Sent(JsonElement Value);

    private sealed class Deaf : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Any();

        public void Dispose()
        {
        }

        private sealed class Any : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
            }
        }
    }
}
