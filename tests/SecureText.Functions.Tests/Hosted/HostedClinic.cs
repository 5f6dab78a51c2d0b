using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SecureText.Harness;
using SecureText.Keys;

namespace SecureText.Hosted;

/// <summary>The program in a process of its own over an account of Azurite, spoken to by HTTP alone.</summary>
public sealed class HostedClinic : IAsyncLifetime, IDisposable
{
    /// <summary>Says that our own page sends a request; sent unless a test sends another value.</summary>
    public const string OwnPage = "X-SecureText";

    private readonly string keyFile = Path.Combine(Directory.CreateTempSubdirectory("securetext-").FullName, "kek.json");
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private string account = "";
    private FakeAcs acs = null!;
    private HostedProgram program = null!;
    private string earlier = "";

    /// <summary>The owner, the manager and the member.</summary>
    public HostedStaff Staff { get; private set; } = null!;

    /// <summary>All that it can say, unless a measurement asks for what it says in production.</summary>
    internal string LogLevel { get; init; } = "Trace";

    internal Uri Address => program.Address;

    /// <summary>Of the process that started the program.</summary>
    internal int StarterId => program.StarterId;

    /// <summary>All that the program has written since the first start.</summary>
    public string Output => earlier + program.Output;

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Storage:ConnectionString"] = account,
        ["AzureWebJobsStorage"] = account,
        ["Keys:LocalKeyFile"] = keyFile,
        ["Audit:LocalSigningKeyFile"] = $"{keyFile}.log",
        ["Acs:ConnectionString"] = acs.ConnectionString,
        ["Clinic:Name"] = "Sample Clinic",
        ["Clinic:TimeZone"] = ZoneInDaytime(),
        ["Clinic:Lines:0:Id"] = "main",
        ["Clinic:Lines:0:Number"] = TestClinic.LineNumber,
        ["Clinic:Lines:0:Kind"] = "TenDigit",
        ["Portal:BaseUrl"] = "https://texts.clinic.example",
        ["Staff:TenantId"] = PlatformSignIn.Tenant,
        ["Staff:FirstOwner"] = PlatformSignIn.FirstOwner,
        ["Logging:LogLevel:Default"] = LogLevel,
    }.Concat(Enum.GetNames<DayOfWeek>().Select(day => KeyValuePair.Create($"Clinic:Hours:{day}", "08:00-17:00"))).ToDictionary();

    public async Task InitializeAsync()
    {
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        account = azurite.NewAccount();
        acs = await FakeAcs.StartAsync();
        LocalKeyFile.EnsureExists(keyFile);
        LocalKeyFile.EnsureSigningKeyExists($"{keyFile}.log");
        program = await HostedProgram.StartAsync(Settings);
        Staff = new HostedStaff(this);
        await Staff.SignInAllAsync();
    }

    public async Task DisposeAsync()
    {
        await program.DisposeAsync();
        await acs.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(keyFile)!, recursive: true);
    }

    public void Dispose() => http.Dispose();

    /// <summary>Kills the program and starts it again over the same storage.</summary>
    public async Task RestartAsync()
    {
        await program.DisposeAsync();
        earlier += program.Output;
        program = await HostedProgram.StartAsync(Settings);
    }

    /// <summary>Whatever comes back is as openapi.json says (<see cref="ApiDocument"/>).</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? principal = Principal.Member, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        if (Staff.Headers.TryGetValue(principal ?? "", out var header)) principal = header;
        using var request = new HttpRequestMessage(method, new Uri(program.Address, path)) { Content = body };
        if (headers.All(h => h.Name != OwnPage) && method != HttpMethod.Get && path.StartsWith("api/", StringComparison.Ordinal)) request.Headers.Add(OwnPage, "1");
        if (principal is not null) request.Headers.TryAddWithoutValidation("x-ms-client-principal", principal);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        var answer = new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(',', header.Value)))
        {
            Bytes = await response.Content.ReadAsByteArrayAsync(),
        };
        ApiDocument.Holds(method, path, answer);
        return answer;
    }

    /// <summary>What a patient's phone got, oldest first.</summary>
    public IReadOnlyList<string> TextsTo(string number) => acs.TextsTo(number);

    /// <summary>Waits for a text in which <paramref name="find"/> finds something.</summary>
    public Task<string> UntilTextedAsync(string number, Func<IReadOnlyList<string>, string?> find, TimeSpan patience) =>
        acs.UntilAsync(number, find, patience);

    public Task<Answer> GetAsync(string path, string? principal = Principal.Member) => SendAsync(HttpMethod.Get, path, principal);

    public Task<Answer> PostAsync(string path, object? body = null, string? principal = Principal.Member) =>
        PostRawAsync(path, JsonSerializer.Serialize(body), principal);

    public async Task<Answer> PostRawAsync(string path, string body, string? principal = Principal.Member)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await SendAsync(HttpMethod.Post, path, principal, content);
    }

    /// <summary>Delivers as Event Grid does.</summary>
    public async Task<Answer> DeliverAsync(string body, string kind = "Notification", string function = "InboundSms")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.Add("aeg-event-type", kind);
        return await SendAsync(HttpMethod.Post, $"runtime/webhooks/eventgrid?functionName={function}", null, content);
    }

    /// <summary>Takes a text from a patient and gives the conversation's id.</summary>
    public async Task<string> TextAsync(string from, string text, string? id = null)
    {
        var delivered = await DeliverAsync(AcsJson.Sms(id ?? $"Incoming_{from[1..]}", text, from, at: Now()));
        Assert.Equal(202, delivered.Status);
        return await ConversationOf(from);
    }

    public async Task<string> ConversationOf(string number)
    {
        var inbox = await GetAsync("api/conversations");
        var item = inbox.Json.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("number").GetString() == number);
        return item.GetProperty("id").GetString()!;
    }

    public async Task<IReadOnlyList<JsonElement>> ThreadOf(string conversation)
    {
        var page = await GetAsync($"api/conversations/{conversation}/messages");
        Assert.Equal(200, page.Status);
        return [.. page.Json.GetProperty("items").EnumerateArray()];
    }

    // The program has the real clock, so what is told to it must lie in its past.
    public static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    // Where it is about noon: neither quiet hours nor the clinic's own stand in the way of a test.
    private static string ZoneInDaytime()
    {
        var behind = TimeProvider.System.GetUtcNow().Hour - 12;
        return string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(behind < 0 ? "" : "+")}{behind}");
    }
}

/// <summary>One answer, read whole.</summary>
public sealed record Answer(
    int Status, MediaTypeHeaderValue? Type, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The same as they came.</summary>
    public byte[] Bytes { get; init; } = [];

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>Holds it to RFC 9457 and the house's own type.</summary>
    public void IsProblem(int status, string code)
    {
        Assert.Equal(
            (status, "application/problem+json", $"urn:securetext:{code}", status),
            (Status, Type?.MediaType, Json.GetProperty("type").GetString(), Json.GetProperty("status").GetInt32()));
        Assert.NotEmpty(Json.GetProperty("title").GetString()!);
    }
}

/// <summary>The header of Static Web Apps.</summary>
public static class Principal
{
    /// <summary>Stands for the header of the member who is signed in.</summary>
    public const string Member = "the member";

    /// <summary>Stands for the header of the manager who is signed in.</summary>
    public const string Manager = "the manager";

    /// <summary>Stands for the header of the owner who is signed in.</summary>
    public const string Owner = "the owner";

    public static string Of(string provider, string userId, params string[] roles) => Encode(
        JsonSerializer.Serialize(new { identityProvider = provider, userId, userDetails = "ada@example.com", userRoles = roles }));

    public static string Staff(string userId, string role) => Of("aad", userId, "anonymous", "authenticated", role);

    public static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
