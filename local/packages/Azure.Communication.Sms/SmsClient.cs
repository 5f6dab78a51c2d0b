using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Sms;

/// <summary>Sends texts through an Azure Communication Services resource.</summary>
public class SmsClient
{
    private const string Scope = "https://communication.azure.com//.default";

    private readonly HttpPipeline pipeline;
    private readonly Uri address;

    public SmsClient(string connectionString)
        : this(connectionString, new SmsClientOptions())
    {
    }

    public SmsClient(string connectionString, SmsClientOptions options)
        : this(ConnectionString.Parse(connectionString), options ?? new SmsClientOptions())
    {
    }

    public SmsClient(Uri endpoint, AzureKeyCredential keyCredential, SmsClientOptions? options = null)
        : this(NotNull(endpoint, nameof(endpoint)), new HmacAuthenticationPolicy(NotNull(keyCredential, nameof(keyCredential))), options)
    {
    }

    public SmsClient(Uri endpoint, TokenCredential tokenCredential, SmsClientOptions? options = null)
        : this(
            NotNull(endpoint, nameof(endpoint)),
            new BearerTokenAuthenticationPolicy(NotNull(tokenCredential, nameof(tokenCredential)), Scope),
            options)
    {
    }

    /// <summary>For test doubles.</summary>
    protected SmsClient()
    {
        pipeline = null!;
        address = null!;
    }

    private SmsClient(ConnectionString connection, SmsClientOptions options)
        : this(connection.Endpoint, new HmacAuthenticationPolicy(connection.Key), options)
    {
    }

    private SmsClient(Uri endpoint, HttpPipelinePolicy authentication, SmsClientOptions? options)
    {
        options ??= new SmsClientOptions();
        pipeline = HttpPipelineBuilder.Build(options, authentication);
        address = new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/sms?api-version={options.ApiVersion}");
    }

    /// <exception cref="RequestFailedException">The service answered with anything but 202.</exception>
    public virtual async Task<Response<SmsSendResult>> SendAsync(
        string from, string to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        var response = await SendAsync(from, [to], message, options, cancellationToken).ConfigureAwait(false);
        return Response.FromValue(response.Value[0], response.GetRawResponse());
    }

    /// <exception cref="RequestFailedException">The service answered with anything but 202.</exception>
    public virtual Response<SmsSendResult> Send(
        string from, string to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        var response = Send(from, [to], message, options, cancellationToken);
        return Response.FromValue(response.Value[0], response.GetRawResponse());
    }

    /// <exception cref="RequestFailedException">The service answered with anything but 202.</exception>
    public virtual async Task<Response<IReadOnlyList<SmsSendResult>>> SendAsync(
        string from, IEnumerable<string> to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var http = NewMessage(from, to, message, options);
        await pipeline.SendAsync(http, cancellationToken).ConfigureAwait(false);
        return Answer(http.Response);
    }

    /// <exception cref="RequestFailedException">The service answered with anything but 202.</exception>
    public virtual Response<IReadOnlyList<SmsSendResult>> Send(
        string from, IEnumerable<string> to, string message, SmsSendOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var http = NewMessage(from, to, message, options);
        pipeline.Send(http, cancellationToken);
        return Answer(http.Response);
    }

    private HttpMessage NewMessage(string from, IEnumerable<string> to, string message, SmsSendOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(message);
        var body = new SendRequest(from, [.. to.Select(SendRequest.NewRecipient)], message, options);
        var http = pipeline.CreateMessage();
        http.Request.Method = RequestMethod.Post;
        http.Request.Uri.Reset(address);
        http.Request.Headers.Add("Accept", "application/json");
        http.Request.Headers.Add("Content-Type", "application/json");
        http.Request.Content = RequestContent.Create(body.ToBody());
        return http;
    }

    private static Response<IReadOnlyList<SmsSendResult>> Answer(Response response) =>
        response.Status == 202
            ? Response.FromValue(SendResponse.Read(response.Content), response)
            : throw new RequestFailedException(response);

    private static T NotNull<T>(T value, string name) where T : class =>
        value ?? throw new ArgumentNullException(name);
}
