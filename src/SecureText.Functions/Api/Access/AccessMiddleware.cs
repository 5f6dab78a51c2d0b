using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using SecureText.Api.Limits;
using SecureText.Audit;
using SecureText.Portal;

namespace SecureText.Api.Access;

/// <summary>
/// Asks the permission table before any HTTP function runs, whatever stands in front of this program (P7). Triggers
/// that are not HTTP pass: nobody outside can call them.
/// </summary>
public sealed class AccessMiddleware(
    PlatformDoor platform, StaffDoor staff, PatientDoor patients, StrangerLimits limits, CurrentRequest current, RequestAddress addresses)
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

        AnswerHeaders.Write(http.Response);
        if (!Permissions.TryFind(context.FunctionDefinition.Name, out var rule))
        {
            await Problems.NotFound.ExecuteAsync(http);
            return;
        }

        // Before the door, so that its own entries say where the refused call came from.
        var marks = new RequestMarks(rule, addresses.Of(context, http, rule)) { Peer = addresses.PeerOf(context, http, rule) };
        current.Begin(marks);
        if (await RefusalAsync(marks, rule, context.FunctionDefinition.Name, http) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        await next(context);
    }

    /// <summary>Who is calling a function that needs somebody on the staff.</summary>
    public static StaffMember StaffOf(HttpRequest request) => (StaffMember)request.HttpContext.Items[StaffKey]!;

    private async Task<IResult?> RefusalAsync(RequestMarks marks, Rule rule, string function, HttpContext http)
    {
        // Before anything that the caller says is believed: where the platform lets everybody in, he may say what he likes.
        if (rule.Kind is not (RuleKind.Anybody or RuleKind.Signature) && platform.Fault is not null) return Problems.Closed;

        // Before the limits, or a page of another site could use up the permits of whoever looks at it.
        if (rule.Kind is not (RuleKind.Platform or RuleKind.Signature) && !OwnPage.Sent(http.Request)) return Problems.MissingHeader;

        // Who signs is known only when all of the body is there: the function asks the limits itself.
        if (rule.Kind == RuleKind.Signature) return null;
        var visit = limits.Enter(rule, marks.Address, CredentialOf(rule, http.Request));
        if (visit.Wait is { } wait) return await limits.RefusalAsync(http, wait, http.RequestAborted);
        if (rule.Kind is RuleKind.Anybody or RuleKind.Platform) return null;
        var refusal = rule.Kind switch
        {
            RuleKind.SignedIn or RuleKind.Staff =>
                await staff.RefusalAsync(rule, function, http, http.RequestAborted),
            RuleKind.Patient => await patients.LetsInAsync(http, http.RequestAborted) ? null : Problems.PortalClosed,
            _ => Problems.NotFound,
        };
        if (refusal is null || http.Items.ContainsKey(StaffDoor.SignInKey)) limits.LetIn(visit);
        else limits.TurnAway(visit);
        return refusal;
    }

    private static string? CredentialOf(Rule rule, HttpRequest request) => rule.Kind switch
    {
        RuleKind.SignedIn or RuleKind.Staff => request.Headers[PlatformPrincipal.Header],
        RuleKind.Patient => request.Cookies[PatientSession.Cookie],
        _ => null,
    };
}
