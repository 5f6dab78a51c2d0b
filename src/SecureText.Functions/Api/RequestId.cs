using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace SecureText.Api;

/// <summary>What ties a request, its log lines and its journal entries together: the trace id.</summary>
internal static class RequestId
{
    public static string Of(HttpRequest request) =>
        Activity.Current?.TraceId.ToHexString()
        ?? new string([.. request.HttpContext.TraceIdentifier.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')]);
}
