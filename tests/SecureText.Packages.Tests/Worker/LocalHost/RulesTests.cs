using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace SecureText.Packages.Tests.Worker.LocalHost;

/// <summary>What Microsoft's generators and analyzers refuse at compile time must not start here.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData(typeof(PrivateMethod), "must be public")]
    [InlineData(typeof(InternalClass), "class InternalClass must be public")]
    [InlineData(typeof(Outer.Public), "class Outer must be public")]
    [InlineData(typeof(SameNames), "'TWICE' is used by|'Twice' is used by")]
    [InlineData(typeof(AsyncVoid), "async void")]
    [InlineData(typeof(ValueTasks), "not ValueTask")]
    [InlineData(typeof(BadName), "a function's name")]
    [InlineData(typeof(NoTrigger), "needs a trigger")]
    [InlineData(typeof(TwoTriggers), "one trigger only")]
    [InlineData(typeof(Generic), "cannot be generic")]
    [InlineData(typeof(AbstractClass), "is abstract")]
    [InlineData(typeof(HttpToString), "[HttpTrigger] cannot bind to System.String (AZFW0010)")]
    [InlineData(typeof(HttpToInt), "nothing provides parameter 'id'")]
    [InlineData(typeof(HttpQuery), "nothing provides parameter 'cursor'")]
    [InlineData(typeof(HttpOptionalInt), "nothing provides parameter 'id'")]
    [InlineData(typeof(HttpReturnsText), "returns IActionResult or IResult, not System.String")]
    [InlineData(typeof(HttpActionResultOf), "returns IActionResult or IResult")]
    [InlineData(typeof(HttpBadRoute), "its route is malformed")]
    [InlineData(typeof(HttpUnknownConstraint), "its route is malformed")]
    [InlineData(typeof(GridArrayUnbatched), "needs IsBatched = true")]
    [InlineData(typeof(GridBatchedSingle), "binds to an array")]
    [InlineData(typeof(GridClass), "[EventGridTrigger] cannot bind to")]
    [InlineData(typeof(TimerToString), "[TimerTrigger] cannot bind to System.String")]
    [InlineData(typeof(TimerBadSchedule), "an NCRONTAB expression")]
    [InlineData(typeof(TimerNoSetting), "setting 'Not:There'")]
    public void Function_that_breaks_a_rule_stops_the_build(Type functions, string expected)
    {
        var error = Assert.Throws<FunctionWorkerException>(() => TestApp.Build([functions]));

        Assert.Contains(expected.Split('|'), part => error.Message.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Http_functions_without_the_web_application_stop_the_build()
    {
        var error = Assert.Throws<FunctionWorkerException>(() => TestApp.Build([typeof(HttpTests.Plain)], web: false));

        Assert.Contains("ConfigureFunctionsWebApplication() is missing (AZFW0014)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_breaches_are_told_at_once()
    {
        var error = Assert.Throws<FunctionWorkerException>(() => TestApp.Build([typeof(BadName), typeof(NoTrigger), typeof(HttpToInt)]));

        string[] expected = ["Function name 'F' is used by", "1 two (", "needs a trigger", "parameter 'id'"];
        Assert.All(expected, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    public static class PrivateMethod
    {
        [Function("F")]
        internal static void Run([TimerTrigger("00:01:00")] TimerInfo timer)
        {
        }
    }

    internal static class InternalClass
    {
        [Function("F")]
        public static void Run([TimerTrigger("00:01:00")] TimerInfo timer)
        {
        }
    }

    internal static class Outer
    {
        public static class Public
        {
            [Function("F")]
            public static void Run([TimerTrigger("00:01:00")] TimerInfo timer)
            {
            }
        }
    }

    public static class SameNames
    {
        [Function("Twice")]
        public static void One([TimerTrigger("00:01:00")] TimerInfo timer)
        {
        }

        [Function("TWICE")]
        public static void Two([TimerTrigger("00:01:00")] TimerInfo timer)
        {
        }
    }

    public static class AsyncVoid
    {
        [Function("F")]
        public static async void Run([TimerTrigger("00:01:00")] TimerInfo timer) => await Task.Yield();
    }

    public static class ValueTasks
    {
        [Function("F")]
        public static ValueTask Run([TimerTrigger("00:01:00")] TimerInfo timer) => default;
    }

    public static class BadName
    {
        [Function("1 two")]
        public static void Run([TimerTrigger("00:01:00")] TimerInfo timer)
        {
        }
    }

    public static class NoTrigger
    {
        [Function("F")]
        public static void Run(FunctionContext context)
        {
        }
    }

    public static class TwoTriggers
    {
        [Function("F")]
        public static void Run([TimerTrigger("00:01:00")] TimerInfo timer, [EventGridTrigger] string json)
        {
        }
    }

    public static class Generic
    {
        [Function("F")]
        public static void Run<T>([TimerTrigger("00:01:00")] TimerInfo timer)
        {
        }
    }

    public abstract class AbstractClass
    {
        [Function("F")]
        public void Run([TimerTrigger("00:01:00")] TimerInfo timer) => _ = this;
    }

    public static class HttpToString
    {
        [Function("F")]
        public static IActionResult Run([HttpTrigger("get")] string body) => new OkResult();
    }

    public static class HttpToInt
    {
        [Function("F")]
        public static IActionResult Run([HttpTrigger("get", Route = "a/{other}")] HttpRequest request, int id) => new OkResult();
    }

    public static class HttpQuery
    {
        [Function("F")]
        public static IActionResult Run([HttpTrigger("get")] HttpRequest request, string cursor) => new OkResult();
    }

    public static class HttpOptionalInt
    {
        [Function("F")]
        public static IActionResult Run([HttpTrigger("get", Route = "a/{id?}")] HttpRequest request, int id) => new OkResult();
    }

    public static class HttpReturnsText
    {
        [Function("F")]
        public static Task<string> Run([HttpTrigger("get")] HttpRequest request) => Task.FromResult("");
    }

    public static class HttpActionResultOf
    {
        [Function("F")]
        public static ActionResult<string> Run([HttpTrigger("get")] HttpRequest request) => "";
    }

    public static class HttpBadRoute
    {
        [Function("F")]
        public static IActionResult Run([HttpTrigger("get", Route = "/a")] HttpRequest request) => new OkResult();
    }

    public static class HttpUnknownConstraint
    {
        [Function("F")]
        public static IActionResult Run([HttpTrigger("get", Route = "a/{id:colour}")] HttpRequest request, string id) => new OkResult();
    }

    public static class GridArrayUnbatched
    {
        [Function("F")]
        public static void Run([EventGridTrigger] string[] events)
        {
        }
    }

    public static class GridBatchedSingle
    {
        [Function("F")]
        public static void Run([EventGridTrigger(IsBatched = true)] string json)
        {
        }
    }

    public static class GridClass
    {
        [Function("F")]
        public static void Run([EventGridTrigger] Uri json)
        {
        }
    }

    public static class TimerToString
    {
        [Function("F")]
        public static void Run([TimerTrigger("00:01:00")] string timer)
        {
        }
    }

    public static class TimerBadSchedule
    {
        [Function("F")]
        public static void Run([TimerTrigger("* * * * *")] TimerInfo timer)
        {
        }
    }

    public static class TimerNoSetting
    {
        [Function("F")]
        public static void Run([TimerTrigger("%Not:There%")] TimerInfo timer)
        {
        }
    }
}
