using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SecureText.Audit;

namespace SecureText.Api.Access;

/// <summary>
/// Asks the permission table before any HTTP function runs, whatever stands in front of this program (P7). Triggers
/// that are not HTTP pass: nobody outside can call them.
/// </summary>
public sealed class AccessMiddleware(
    PlatformDoor platform, StaffDoor staff, IPatientDoor patients, CurrentRequest current, RequestAddress addresses)
    : IFunctionsWorkerMiddleware
{
    internal static readonly object StaffKey = new();

    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            // Without the request nobody can be asked who he is, so such a call must not get through.
            if (context.FunctionDefinition.InputBindings.Values.Any(binding =>
                    binding.Type.Equals("httpTrigger", StringComparison.OrdinalIgnoreCase)))
            {
                throw new InvalidOperationException("An HTTP function was called without its request: access was not asked.");
            }

            await next(context);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (!Permissions.TryFind(context.FunctionDefinition.Name, out var rule))
        {
            await Problems.NotFound.ExecuteAsync(http);
            return;
        }

        // Before the door, so that its own entries say where the refused call came from.
        current.Begin(new RequestMarks(rule, addresses.Of(context, http, rule)));
        if (await RefusalAsync(rule, context.FunctionDefinition.Name, http) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        await next(context);
    }

    /// <summary>Who is calling a function that needs somebody on the staff.</summary>
    public static StaffMember StaffOf(HttpRequest request) => (StaffMember)request.HttpContext.Items[StaffKey]!;

    private async Task<IResult?> RefusalAsync(Rule rule, string function, HttpContext http)
    {
        // Before anything that the caller says is believed: where the platform lets everybody in, he may say what he likes.
        if (rule.Kind is not (RuleKind.Anybody or RuleKind.Signature) && platform.Fault is not null) return Problems.Closed;
        if (rule.Kind is not (RuleKind.Platform or RuleKind.Signature) && !OwnPage.Sent(http.Request)) return Problems.MissingHeader;
        return rule.Kind switch
        {
            RuleKind.Anybody or RuleKind.Platform or RuleKind.Signature => null,
            RuleKind.SignedIn or RuleKind.Staff =>
                await staff.RefusalAsync(rule, function, http, http.RequestAborted),
            RuleKind.Patient => await patients.LetsInAsync(http, http.RequestAborted) ? null : Problems.PortalClosed,
            _ => Problems.NotFound,
        };
    }
}
