using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace SecureText.Api.Access;

/// <summary>
/// Asks the permission table before any HTTP function runs, whatever stands in front of this program (P7). Triggers
/// that are not HTTP pass: nobody outside can call them.
/// </summary>
public sealed class AccessMiddleware : IFunctionsWorkerMiddleware
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
        if (!Permissions.TryFind(context.FunctionDefinition.Name, out var needed))
        {
            await Problems.NotFound.ExecuteAsync(http);
            return;
        }

        if (needed is { } role)
        {
            var staff = StaffMember.Parse(http.Request.Headers[StaffMember.Header]);
            if (staff is null)
            {
                await Problems.NotSignedIn.ExecuteAsync(http);
                return;
            }

            if ((staff.Roles & role) == Role.None)
            {
                await Problems.NoRole.ExecuteAsync(http);
                return;
            }

            http.Items[StaffKey] = staff;
        }

        await next(context);
    }

    /// <summary>Who is calling a function that needs a role.</summary>
    public static StaffMember StaffOf(HttpRequest request) => (StaffMember)request.HttpContext.Items[StaffKey]!;
}
