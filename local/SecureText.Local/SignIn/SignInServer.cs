using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecureText.Azurite;

namespace SecureText.SignIn;

/// <summary>How to run the page on which one signs in.</summary>
internal sealed record SignInOptions(int Port, Uri Functions, Uri Site);

/// <summary>
/// Stands in for Entra and for what the platform does after it: a page that offers the demo people, asks the source of
/// roles, and sets the cookie that the emulator reads.
/// </summary>
internal sealed class SignInServer : IAsyncDisposable
{
    /// <summary>The emulator's cookie: Base64 of the principal, as JSON.</summary>
    internal const string Cookie = "StaticWebAppsAuthCookie";

    private readonly WebApplication app;

    private SignInServer(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    /// <summary>The page.</summary>
    internal Uri Address { get; }

    /// <summary>Starts it; port 0 takes a free one.</summary>
    /// <exception cref="LocalToolException">The port is taken.</exception>
    internal static async Task<SignInServer> StartAsync(
        SignInOptions options, HttpClient http, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Use((context, next) => GuardAsync(context, next, options.Site));
        app.UseRouting();
        app.MapGet("/", () => Results.Content(SignInPage.Html(), "text/html; charset=utf-8"));
        app.MapGet("/sign-in.css", () => Results.Content(SignInPage.Css(), "text/css; charset=utf-8"));
        app.MapPost("/sign-in", context => SignInAsync(context, options, http));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException problem) when (problem.InnerException is AddressInUseException or SocketException)
        {
            await app.DisposeAsync();
            throw new LocalToolException(
                $"Port {options.Port} is taken: stop what uses it, or choose another with --sign-in-port.", problem);
        }

        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;

        // By name: a cookie that is set for localhost is sent to every port of it, and to 127.0.0.1 never.
        return new SignInServer(app, new Uri($"http://localhost:{new Uri(listening.Addresses.Single()).Port}/"));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task SignInAsync(HttpContext context, SignInOptions options, HttpClient http)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var person = DemoPeople.All.FirstOrDefault(one => one.Key == form["person"]);
        if (person is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var secondFactor = form["factor"] == "two";
        var roles = await RolesSource.AskAsync(
            http, options.Functions, person, secondFactor, context.RequestAborted);
        context.Response.Cookies.Append(Cookie, Principal(person, secondFactor, roles), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
        });
        context.Response.Redirect(options.Site.ToString());
    }

    private static string Principal(DemoPerson person, bool secondFactor, IReadOnlyList<string> roles) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
        {
            identityProvider = "aad",
            userId = person.UserId,
            userDetails = person.Email,
            claims = RolesSource.ClaimsOf(person, secondFactor),
            userRoles = (string[])["anonymous", "authenticated", .. roles],
        }));

    // A page elsewhere must not sign somebody in here by a form of its own.
    private static Task GuardAsync(HttpContext context, RequestDelegate next, Uri site)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + $"form-action 'self' {site.GetLeftPart(UriPartial.Authority)}";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (context.Request.Host.Host is "localhost" or "127.0.0.1"
            && context.Request.Headers["Sec-Fetch-Site"] is var from
            && (from.Count == 0 || HttpMethods.IsGet(context.Request.Method) || from == "same-origin"))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
