using System.Text.Json;
using Azure;
using Azure.Communication.Sms;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace SecureText.Carriers;

/// <summary>Sends by Azure Communication Services. Its errors never carry what the service wrote: that may be personal.</summary>
internal sealed class AcsCarrier : ICarrier
{
    // One answer to an event has 30 s in all, with storage before and after the text.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(300);

    private readonly SmsClient client;
    private readonly TimeProvider time;

    private AcsCarrier(SmsClient client, TimeProvider time) => (this.client, this.time) = (client, time);

    /// <summary>A carrier for options that <see cref="AcsOptions.Validate"/> found good.</summary>
    /// <param name="options">Where the resource is.</param>
    /// <param name="credential">Who asks; needed when <see cref="AcsOptions.Endpoint"/> is set.</param>
    /// <param name="time">The clock for the budget of a call and for dates in answers.</param>
    public static AcsCarrier Create(AcsOptions options, TokenCredential? credential, TimeProvider time) =>
        Create(options, credential, time, transport: null, BetweenTries);

    internal static AcsCarrier Create(
        AcsOptions options, TokenCredential? credential, TimeProvider time, HttpPipelineTransport? transport, TimeSpan betweenTries)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var clientOptions = ClientOptions(transport, betweenTries);
        var client = (options.Endpoint, options.ConnectionString) switch
        {
            ({ } endpoint, _) => new SmsClient(endpoint, credential ?? throw new ArgumentNullException(nameof(credential)), clientOptions),
            (null, { } connectionString) => new SmsClient(connectionString, clientOptions),
            _ => throw new ArgumentException("Neither an endpoint nor a connection string: validate the options first.", nameof(options)),
        };
        return new AcsCarrier(client, time);
    }

    /// <inheritdoc />
    public async Task<CarrierReply> SendAsync(CarrierMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var budget = new CancellationTokenSource(Budget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        var tries = new TryCount();
        using var stable = StableRepeatabilityPolicy.Use(message.RepeatabilityId, message.FirstSent, tries);
        try
        {
            var response = await client.SendAsync(
                message.From.E164,
                [message.To.E164],
                message.Text.Value,
                new SmsSendOptions(enableDeliveryReport: true) { Tag = message.Tag },
                either.Token);
            if (response.Value is not [var result]) return AcsReplies.Unavailable("unreadable-answer");
            return AfterRetries(tries, AcsReplies.ForRecipient(
                result.HttpStatusCode, result.Successful, result.MessageId, response.GetRawResponse(), time.GetUtcNow()));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // A failure that the caller's wish to stop overtook may quote the answer: it does not go on.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (WhatHappened(e) is { } reply)
        {
            return AfterRetries(tries, reply);
        }
    }

    // The code says it, so that the sender does not take a refusal of the last try for a refusal of all.
    private static CarrierReply AfterRetries(TryCount tries, CarrierReply reply) =>
        tries.Retried && reply is CarrierReply.Unavailable unavailable
            ? unavailable with { Code = unavailable.Code + CarrierReply.RetriedSuffix }
            : reply;

    /// <summary>
    /// The reply for a failure of the service, the network or the sign-in; null for a fault of ours, which must be seen.
    /// After every one of them the text may or may not have been taken: the same id settles it at the next try.
    /// </summary>
    private CarrierReply? WhatHappened(Exception exception) => exception switch
    {
        RequestFailedException e => AcsReplies.ForRequest(e.Status, e.GetRawResponse(), time.GetUtcNow()),
        AggregateException e => e.InnerExceptions.Select(WhatHappened).LastOrDefault(r => r is not null),
        OperationCanceledException => AcsReplies.Unavailable("timeout"),
        AuthenticationFailedException => AcsReplies.Unavailable("sign-in"),
        HttpRequestException or IOException => AcsReplies.Unavailable("no-connection"),
        JsonException or KeyNotFoundException => AcsReplies.Unavailable("unreadable-answer"),
        _ => null,
    };

    private static SmsClientOptions ClientOptions(HttpPipelineTransport? transport, TimeSpan betweenTries)
    {
        var options = new SmsClientOptions { RetryPolicy = new QuickRetryPolicy(betweenTries) };
        options.Retry.NetworkTimeout = OneTry;
        // The body is the patient's number and the clinic's words.
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.AddPolicy(new StableRepeatabilityPolicy(), HttpPipelinePosition.PerCall);
        if (transport is not null) options.Transport = transport;
        return options;
    }
}
