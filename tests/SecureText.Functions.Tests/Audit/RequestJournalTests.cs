using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api;
using SecureText.Api.Access;
using SecureText.Harness;
using SecureText.Storage;

namespace SecureText.Audit;

/// <summary>Each entry says where it came from, in a hash, and nobody can say it for another.</summary>
public class RequestJournalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly AuditEntry Entry = new(TestClinic.Noon, "system", "message.received", [], "done", "c");

    [Fact]
    public async Task Entry_of_a_request_carries_the_hashed_address_and_one_outside_of_it_none()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var address = ClientAddress.Parse("203.0.113.7");
        await InRequestAsync(clinic, address, () => clinic.Get<IJournal>().AppendAsync(Entry, default));
        await clinic.Get<IJournal>().AppendAsync(Entry, default);
        var expected = (await clinic.Get<IndexKeys>().IndexAsync(default)).ForAddress(address!);
        Assert.Equal([expected, null], clinic.Journal.Entries.Select(entry => entry.Source));
    }

    [Fact]
    public async Task Two_requests_at_once_keep_their_own_address()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        using var both = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(1, 2).Select(i => Task.Run(() =>
            InRequestAsync(clinic, ClientAddress.Parse($"203.0.113.{i}"), async () =>
            {
                both.SignalAndWait();
                await Task.Yield();
                await clinic.Get<IJournal>().AppendAsync(Entry with { Correlation = $"{i}" }, default);
            }))));
        var index = await clinic.Get<IndexKeys>().IndexAsync(default);
        Assert.All(clinic.Journal.Entries, entry => Assert.Equal(
            index.ForAddress(ClientAddress.Parse($"203.0.113.{entry.Correlation}")!), entry.Source));
    }

    [Fact]
    public async Task Refusal_at_the_door_carries_the_peer_and_no_header_that_the_caller_sent()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        var member = await clinic.SignInAsync();
        var manage = HttpFunction.All.Single(f => f.Name == "AddStaff");
        await DoorCall.AskAsync(clinic, manage, member.Header, request =>
        {
            request.HttpContext.Connection.RemoteIpAddress = IPAddress.Loopback;
            request.Headers["X-Forwarded-For"] = "203.0.113.66, 203.0.113.67";
            request.Headers["CLIENT-IP"] = "203.0.113.67";
            request.Headers["X-Azure-ClientIP"] = "203.0.113.66";
        });
        Assert.Equal(
            (await clinic.Get<IndexKeys>().IndexAsync(default)).ForAddress(ClientAddress.Parse("127.0.0.1")!),
            clinic.Journal.Entries[^1].Source);
    }

    [Theory]
    [InlineData("ReadMe", true, "203.0.113.7")]
    [InlineData("PortalOpen", true, "203.0.113.7")]
    [InlineData("TakeWebhook", true, null)] // comes past the Static Web App, so nobody wrote who called
    [InlineData("GetRoles", true, null)] // the platform calls, not the person
    [InlineData("ReadMe", false, null)] // whatever comes while the platform lets everybody in
    public void In_Azure_the_address_is_what_the_platform_wrote(string function, bool isShut, string? expected)
    {
        var addresses = new RequestAddress(new PlatformDoor(Variable), Variable);
        var context = new HostContext(
            """{"x-forwarded-for":"198.51.100.66, 203.0.113.7:50000, 192.0.2.9:443","client-ip":"192.0.2.9:443","X-Azure-ClientIP":"198.51.100.66"}""");
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse("198.51.100.66");
        Assert.Equal(expected, addresses.Of(context, http, Permissions.All[function])?.Text);

        string? Variable(string name) => name switch
        {
            "WEBSITE_SITE_NAME" => "func-sample",
            "WEBSITE_AUTH_ENABLED" => isShut ? "True" : "False",
            _ => null,
        };
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"X-Forwarded-For":["a"]}""")]
    [InlineData("""{"X-Forwarded-For":"203.0.113.7, 192.0.2.9"}""")]
    [InlineData("""{"X-Forwarded-For":"203.0.113.7, 192.0.2.9","x-forwarded-for":"203.0.113.7, 192.0.2.9","CLIENT-IP":"192.0.2.9"}""")]
    public void In_Azure_headers_that_are_not_what_they_should_be_give_none(string headers)
    {
        var addresses = new RequestAddress(new PlatformDoor(Variable), Variable);
        Assert.Null(addresses.Of(new HostContext(headers), new DefaultHttpContext(), Permissions.All["ReadMe"]));

        static string? Variable(string name) => name is "WEBSITE_SITE_NAME" or "WEBSITE_AUTH_ENABLED" ? "True" : null;
    }

    [Theory]
    [InlineData("TakeWebhook", "192.0.2.9")] // the front end's word, never what the caller wrote before it
    [InlineData("ReadMe", null)]
    public void Peer_is_who_called_the_front_end_and_of_other_systems_only(string function, string? expected)
    {
        var addresses = new RequestAddress(new PlatformDoor(Variable), Variable);
        var context = new HostContext("""{"x-forwarded-for":"198.51.100.66, 203.0.113.7:50000, 192.0.2.9:443","client-ip":"192.0.2.9:443"}""");
        Assert.Equal(expected, addresses.PeerOf(context, new DefaultHttpContext(), Permissions.All[function])?.Text);

        static string? Variable(string name) => name is "WEBSITE_SITE_NAME" or "WEBSITE_AUTH_ENABLED" ? "True" : null;
    }

    private static async Task InRequestAsync(TestClinic clinic, ClientAddress? address, Func<Task> act)
    {
        clinic.Get<CurrentRequest>().Begin(new RequestMarks(null, address));
        await act();
    }

    // What the host tells of the request that it received.
    private sealed class HostContext(string headers) : FunctionContext
    {
        public override BindingContext BindingContext { get; } = new Data(headers);

        public override string InvocationId => throw new NotSupportedException();

        public override string FunctionId => throw new NotSupportedException();

        public override TraceContext TraceContext => throw new NotSupportedException();

        public override RetryContext RetryContext => throw new NotSupportedException();

        public override IServiceProvider InstanceServices
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

        public override IDictionary<object, object> Items
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override IInvocationFeatures Features => throw new NotSupportedException();

        private sealed class Data(string headers) : BindingContext
        {
            public override IReadOnlyDictionary<string, object?> BindingData { get; } =
                new Dictionary<string, object?> { ["Headers"] = headers };
        }
    }
}
