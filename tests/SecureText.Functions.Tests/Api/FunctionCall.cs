using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SecureText.Api.Access;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Staff;

namespace SecureText.Api;

/// <summary>Calls one HTTP function with the program's own middleware around it, in this process.</summary>
internal static class FunctionCall
{
    public static async Task<(int Status, string Body)> InvokeAsync(
        TestClinic clinic, HttpFunction function, string? query = null, string? id = null, string? principal = null, string? json = null,
        string? key = null, string? emergency = null, string? part = null, Action<HttpResponse>? look = null, Action<HttpRequest>? change = null)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = Services };
        http.Request.Method = function.Methods[0];
        http.Request.QueryString = new QueryString(query ?? "");
        http.Response.Body = body;
        if (id is not null) http.Request.RouteValues["id"] = id;
        if (json is not null) http.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        if (!HttpMethods.IsGet(http.Request.Method)) http.Request.Headers[OwnPage.Header] = "1";
        if (key is not null) http.Request.Headers["Idempotency-Key"] = key;
        if (principal is not null) http.Request.Headers[PlatformPrincipal.Header] = principal;
        change?.Invoke(http.Request);
        var context = new Context(function.Name, http);
        await new ErrorMiddleware(NullLogger<ErrorMiddleware>.Instance).Invoke(
            context, _ => LetInAsync(clinic, principal, context, http, async _ => await (await RunAsync(clinic, function, http, id, emergency, part)).ExecuteAsync(http)));
        look?.Invoke(http.Response);
        return (http.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    // A name of Principal's, or a header with a role and without the secret of a sign-in, stands for somebody whom the door has
    // let in: what the door asks is held by AccessMatrixTests.
    private static Task LetInAsync(
        TestClinic clinic, string? principal, Context context, DefaultHttpContext http, FunctionExecutionDelegate next)
    {
        if (principal is Principal.Owner or Principal.Manager or Principal.Member)
            principal = Principal.Staff("u1", principal["the ".Length..]);
        if (PlatformPrincipal.Parse(principal) is not { } user || SignInSecret.Among(user.Roles) is not null)
            return clinic.Door().Invoke(context, next);
        var role = user.Roles.Select(name => RoleNames.TryParse(name, out var one) ? one : Role.None).Single(one => one != Role.None);
        http.Items[AccessMiddleware.StaffKey] = new StaffMember(user.UserId, role);
        return next(context);
    }

    public static IServiceProvider Services { get; } =
        new ServiceCollection().AddLogging().Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(_ => { }).BuildServiceProvider();

    private static async Task<IResult> RunAsync(TestClinic clinic, HttpFunction function, HttpContext http, string? id, string? emergency, string? part)
    {
        var arguments = function.Method.GetParameters().Select(object? (parameter) => parameter switch
        {
            { ParameterType: var type } when type == typeof(HttpRequest) => http.Request,
            { ParameterType: var type } when type == typeof(CancellationToken) => CancellationToken.None,
            { Name: "emergency" } when emergency is not null => emergency,
            { Name: "id" or "import" or "campaign" } => id,

            { ParameterType: var type } when type == typeof(string) && part is not null => part,

            // A message, a patient, a link: any of them, well-formed.
            { ParameterType: var type } when type == typeof(string) => SecureText.Conversations.MessageId.For(TestClinic.Noon, "any").Value,
            _ => throw new InvalidOperationException($"{function.Name} takes {parameter.Name}, which this test cannot give."),
        }).ToArray();
        var target = function.Method.IsStatic
            ? null
            : ActivatorUtilities.CreateInstance(clinic.Get<IServiceProvider>(), function.Method.DeclaringType!);
        const BindingFlags AsThrown = BindingFlags.DoNotWrapExceptions;
        var returned = function.Method.Invoke(target, AsThrown, null, arguments, null);
        return returned is Task<IResult> task ? await task : (IResult)returned!;
    }

    /// <summary>What the worker gives a middleware.</summary>
    public sealed class Context(string function, HttpContext? http, string trigger = "httpTrigger") : FunctionContext
    {
        public override FunctionDefinition FunctionDefinition { get; } = new Definition(function, trigger);

        public override IDictionary<object, object> Items { get; set; } =
            http is null ? [] : new Dictionary<object, object> { ["HttpRequestContext"] = http };

        public override string InvocationId => "1";

        public override string FunctionId => "1";

        public override TraceContext TraceContext => throw new NotSupportedException();

        public override BindingContext BindingContext => throw new NotSupportedException();

        public override RetryContext RetryContext => throw new NotSupportedException();

        public override IInvocationFeatures Features => throw new NotSupportedException();

        public override IServiceProvider InstanceServices
        {
            get => http?.RequestServices ?? Services;
            set => throw new NotSupportedException();
        }
    }

    private sealed class Definition(string name, string trigger) : FunctionDefinition
    {
        public override string Name => name;

        public override string Id => "1";

        public override string EntryPoint => "";

        public override string PathToAssembly => "";

        public override ImmutableArray<FunctionParameter> Parameters => [];

        public override IImmutableDictionary<string, BindingMetadata> InputBindings =>
            ImmutableDictionary<string, BindingMetadata>.Empty.Add("request", new Binding(trigger));

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings =>
            ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    private sealed class Binding(string type) : BindingMetadata
    {
        public override string Name => "request";

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
