using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SecureText.Packages.Tests.Worker;

/// <summary>What holds of Microsoft's packages and of the stand-ins, through the packages' own members alone.</summary>
public sealed class PackageTests
{
    [Fact]
    public void Trigger_attributes_have_the_packages_defaults()
    {
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute("get").AuthLevel);
        Assert.Equal(["get"], new HttpTriggerAttribute(AuthorizationLevel.Anonymous, "get").Methods!);
        Assert.Null(new HttpTriggerAttribute(AuthorizationLevel.Anonymous).Route);
        Assert.False(new EventGridTriggerAttribute().IsBatched);
        Assert.True(new TimerTriggerAttribute("0 * * * * *").UseMonitor);
        Assert.False(new TimerTriggerAttribute("0 * * * * *").RunOnStartup);
        Assert.Throws<ArgumentNullException>(() => new FunctionAttribute(null!));
    }

    [Fact]
    public void UseMiddleware_registers_one_instance_for_all_invocations()
    {
        var builder = FunctionsApplication.CreateBuilder([]);

        builder.UseMiddleware<Nothing>();

        Assert.Equal(ServiceLifetime.Singleton, Assert.Single(builder.Services, d => d.ServiceType == typeof(Nothing)).Lifetime);
    }

    [Fact]
    public void ConfigureFunctionsWebApplication_returns_the_builder()
    {
        var builder = FunctionsApplication.CreateBuilder([]);

        Assert.Same(builder, builder.ConfigureFunctionsWebApplication());
    }

    [Fact]
    public void GetHttpContext_finds_what_the_extension_keeps_in_the_items()
    {
        var context = new Context();
        Assert.Null(context.GetHttpContext());
        var http = new DefaultHttpContext();

        context.Items["HttpRequestContext"] = http;

        Assert.Same(http, context.GetHttpContext());
    }

    [Theory]
    [InlineData(typeof(string), true)]
    [InlineData(typeof(int), false)]
    [InlineData(typeof(int?), true)]
    public void FunctionParameter_knows_whether_it_can_be_null(Type type, bool expected)
        => Assert.Equal(expected, new FunctionParameter("p", type).IsReferenceOrNullableType);

    private sealed class Nothing : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => next(context);
    }

    private sealed class Context : FunctionContext
    {
        public override string InvocationId => "";

        public override string FunctionId => "";

        public override TraceContext TraceContext => null!;

        public override BindingContext BindingContext => null!;

        public override RetryContext RetryContext => null!;

        public override IServiceProvider InstanceServices { get; set; } = null!;

        public override FunctionDefinition FunctionDefinition => null!;

        public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

        public override IInvocationFeatures Features => null!;
    }
}
