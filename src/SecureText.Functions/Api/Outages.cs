using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Microsoft.AspNetCore.Http;

namespace SecureText.Api;

/// <summary>Tells a service that is away from a bug of ours.</summary>
internal static class Outages
{
    /// <summary>
    /// Whether storage, keys or the network failed: refused, broken off, too late, or not signed in. Clients that have tried
    /// several times throw all their failures together.
    /// </summary>
    internal static bool IsOne(Exception? exception) => exception switch
    {
        null => false,
        // What broke off is the caller's own request.
        BadHttpRequestException => false,
        RequestFailedException or AuthenticationFailedException or HttpRequestException or IOException or SocketException => true,
        TimeoutException or OperationCanceledException => true,
        AggregateException many => many.InnerExceptions.Any(IsOne),
        _ => IsOne(exception.InnerException),
    };
}
