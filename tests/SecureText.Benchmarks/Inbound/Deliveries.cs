using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using SecureText.Harness;
using SecureText.Hosted;

namespace SecureText.Benchmarks.Inbound;

/// <summary>Brings texts to the program as Event Grid does: one event a request, as its subscription says.</summary>
internal sealed class Deliveries(HostedClinic clinic) : IDisposable
{
    private const string Words = "Good morning, may I come at four instead of three on Thursday? I can also come on Friday, before noon.";
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private readonly Uri address = new(clinic.Address, "runtime/webhooks/eventgrid?functionName=InboundSms");
    private long number;

    /// <exception cref="InvalidOperationException">The program did not take it.</exception>
    public async Task TextAsync(int patient, CancellationToken token)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"Incoming_{Interlocked.Increment(ref number):D12}");
        var json = AcsJson.Sms(id, Words, FilmNumbers.NumberOf(patient), at: TimeProvider.System.GetUtcNow());
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($"[{json}]"));
        content.Headers.ContentType = Json;
        content.Headers.Add("aeg-event-type", "Notification");
        using var answer = await http.PostAsync(address, content, token);
        if ((int)answer.StatusCode != 202) throw new InvalidOperationException($"The program answered {(int)answer.StatusCode} to a text.");
    }

    public void Dispose() => http.Dispose();
}
