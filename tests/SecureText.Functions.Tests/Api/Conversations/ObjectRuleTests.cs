using System.Text.Json;
using Azure.Data.Tables;
using SecureText.Api.Access;
using SecureText.Conversations;
using SecureText.Harness;
using SecureText.Hosted;
using SecureText.Portal;
using SecureText.Staff;
using SecureText.Storage;

namespace SecureText.Api.Conversations;

/// <summary>P7 inside the role: what is assigned to a colleague is shut to who is only a member, whichever way he asks.</summary>
public class ObjectRuleTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Words = "Zanzibarquartz";

    // Bodies that pass, so that nothing but the rule refuses.
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["SendMessage"] = """{"text":"Hello","idempotencyKey":"k"}""",
        ["WriteNote"] = """{"text":"Hello","idempotencyKey":"k","mentions":[]}""",
        ["Assign"] = """{"to":"me"}""",
        ["AddPatient"] = """{"displayName":"Ada Sample"}""",
        ["ChangePatient"] = """{"language":"es"}""",
        ["AttributeMessage"] = """{"patientId":null}""",
        ["TellPresence"] = """{"typing":true}""",
        ["RecordConsent"] = $$"""{"number":"{{TestClinic.Patient}}","change":"withdrawn","source":"staff"}""",
    };

    // Found, not listed: a new function that takes a conversation is tried from its first day.
    public static TheoryData<string> Functions => new(HttpFunction.All
        .Where(f => f.Route.StartsWith("conversations/{id}", StringComparison.Ordinal) || f.Name is "ReadConsents" or "RecordConsent" or "ReadChanges")
        .Select(f => f.Name));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Conversation_of_a_colleague_is_refused_to_a_member_and_not_to_a_manager(string name)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", Words));
        var id = (await clinic.ConversationOf(TestClinic.Patient)).Value;
        await AssignAsync(clinic, "u1");

        var (status, body) = await AskAsync("u2", "member");
        Assert.True(status == 403 && body.Contains("\"urn:securetext:not-yours\"", StringComparison.Ordinal), $"{status} {body}");
        Assert.DoesNotContain(Words, body, StringComparison.Ordinal);

        // What opens no record is polled every few seconds, and its refusals with it.
        if (Permissions.All[name].OpensPhi) Assert.Contains(clinic.Journal.Entries, e => e is { Actor: "staff:u2", Outcome: "refused" });

        Assert.NotEqual(403, (await AskAsync("u1", "member")).Status);
        Assert.NotEqual(403, (await AskAsync("u3", "manager")).Status);

        Task<(int Status, string Body)> AskAsync(string who, string role) => FunctionCall.InvokeAsync(
            clinic, Named(name), $"?conversation={id}", id, Principal.Staff(who, role), Bodies.GetValueOrDefault(name));
    }

    [Fact]
    public async Task Page_that_stands_open_on_a_colleagues_thread_does_not_fill_the_journal()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", Words));
        await AssignAsync(clinic, "u1");
        var id = (await clinic.ConversationOf(TestClinic.Patient)).Value;
        for (var n = 0; n < 60; n++)
            Assert.Equal(403, (await FunctionCall.InvokeAsync(clinic, Named("ReadMessages"), id: id, principal: Principal.Staff("u2", "member"))).Status);
        Assert.InRange(clinic.Journal.Entries.Count(e => e is { Actor: "staff:u2", Outcome: "refused" }), 1, 5);
    }

    public static TheoryData<string> Parts => new(HttpFunction.All
        .Where(f => f.Route.StartsWith("conversations/{id}/", StringComparison.Ordinal) && f.Route.LastIndexOf('{') > "conversations/{".Length)
        .Select(f => f.Name));

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Part_of_another_conversation_is_not_there(string name)
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        const string Other = "+12065550124";
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", Words), AcsJson.Sms("Incoming_2", "May I come?", Other));
        var (mine, his) = (await clinic.ConversationOf(TestClinic.Patient), await clinic.ConversationOf(Other));
        var patient = await PortalRun.NameAsync(clinic, mine, "Jane Sample");
        var link = (await PortalRun.LinkAsync(clinic, mine, patient)).Id.Value;
        var text = (await clinic.ThreadOf(TestClinic.Patient))[0].Message.Id;
        var file = MessageId.For(clinic.Time.GetUtcNow(), "file");
        await PortalRun.PlantFileAsync(clinic, file, "photo", patient);
        var function = Named(name);
        var part = function.Route.Split('{')[^1].Split('}')[0] switch
        {
            "patient" => patient,
            "link" => link,
            "message" => text.Value,
            "attachment" => file.Value,
            var unknown => throw new InvalidOperationException($"{name} has a part {unknown} that this test does not know."),
        };
        var (status, body) = await AskAsync(his.Value);
        Assert.True(status == 404, $"{status} {body}");
        Assert.DoesNotContain(Words, body, StringComparison.Ordinal);
        if (name != "CancelMessage") Assert.InRange((await AskAsync(mine.Value)).Status, 200, 204);

        Task<(int Status, string Body)> AskAsync(string id) => FunctionCall.InvokeAsync(
            clinic, function, id: id, principal: Principal.Staff("u3", "owner"), json: Bodies.GetValueOrDefault(name), part: part);
    }

    [Fact]
    public async Task Conversation_whose_head_was_changed_is_for_a_manager()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", Words));
        await AssignAsync(clinic, "u1");
        var id = (await clinic.ConversationOf(TestClinic.Patient)).Value;
        var head = (await clinic.Storage().Conversations.GetEntityAsync<TableEntity>(id, "H")).Value;
        head.Remove("AssignedTo");
        await clinic.Storage().Conversations.UpdateEntityAsync(head, head.ETag, TableUpdateMode.Replace);

        Assert.Equal(403, (await ReadAsync("u2", "member")).Status);
        Assert.Equal(200, (await ReadAsync("u3", "owner")).Status);

        Task<(int Status, string Body)> ReadAsync(string who, string role) => FunctionCall.InvokeAsync(
            clinic, Named("ReadMessages"), id: id, principal: Principal.Staff(who, role));
    }

    [Fact]
    public async Task Member_takes_one_and_gives_it_back_and_hands_it_to_nobody()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        await clinic.DeliverAsync(AcsJson.Sms("Incoming_1", Words));
        var id = await clinic.ConversationOf(TestClinic.Patient);

        var mia = (await clinic.SignInAsync()).Id;

        Assert.Contains("manager-needed", (await AssignToAsync("u1", "member", $"\"{mia}\"")).Body, StringComparison.Ordinal);
        Assert.Equal(204, (await AssignToAsync("u1", "member", "\"me\"")).Status);
        Assert.Contains("not-yours", (await AssignToAsync("u2", "member", "\"me\"")).Body, StringComparison.Ordinal);
        Assert.Equal("u1", await AssignedAsync());
        Assert.Equal(204, (await AssignToAsync("u1", "member", "null")).Status);
        Assert.Null(await AssignedAsync());
        Assert.Equal(204, (await AssignToAsync("u3", "manager", $"\"{mia}\"")).Status);
        Assert.Equal(mia.Value, await AssignedAsync());

        // Not to somebody whom nobody has seen, nor to whoever comes in no more: no member would see the patient's texts.
        await clinic.Get<StaffAdmin>().ChangeAsync(mia, null, null, false, new StaffActor("system", "test"), default);
        Assert.Equal(204, (await AssignToAsync("u3", "manager", "null")).Status);
        foreach (var nobody in new[] { mia.Value, new string('a', 24), "AdaSample" })
        {
            Assert.Contains("bad-request", (await AssignToAsync("u3", "manager", $"\"{nobody}\"")).Body, StringComparison.Ordinal);
            Assert.Null(await AssignedAsync());
        }

        Task<(int Status, string Body)> AssignToAsync(string who, string role, string to) => FunctionCall.InvokeAsync(
            clinic, Named("Assign"), id: id.Value, principal: Principal.Staff(who, role), json: $$"""{"to":{{to}}}""");

        async Task<string?> AssignedAsync() =>
            (await clinic.Get<ConversationStore>().FindAsync(id, CancellationToken.None))!.Head.AssignedTo;
    }

    [Theory]
    [InlineData(Role.Member, false)]
    [InlineData(Role.Manager, true)]
    [InlineData(Role.Owner, true)]
    [InlineData(Role.Member | Role.Manager, true)]
    [InlineData(Role.None, false)]
    public void MayOpen_of_a_colleagues_is_for_who_is_above(Role roles, bool may)
    {
        var staff = new StaffMember("u2", roles);
        Assert.Equal(may, staff.MayOpen("u1"));
        Assert.True(staff.MayOpen("u2"));
        Assert.True(staff.MayOpen((string?)null));
    }

    [Fact]
    public async Task List_leaves_out_what_colleagues_have_and_its_pages_stay_full()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        for (var n = 0; n < 130; n++) await ShowAsync(clinic, n, assignedTo: n % 2 == 0 ? "u1" : null);

        var (first, cursor) = await ListAsync("u2", "member", null);
        var (second, end) = await ListAsync("u2", "member", cursor);
        Assert.Equal((50, 15, (string?)null), (first.Count, second.Count, end));
        Assert.Equal(65, first.Concat(second).Distinct().Count());

        var (own, _) = await ListAsync("u1", "member", null);
        var (all, more) = await ListAsync("u3", "manager", null);
        Assert.Equal((50, 50), (own.Count, all.Count));
        Assert.NotNull(more);
        Assert.NotEqual(first, own);

        async Task<(List<string> Ids, string? Cursor)> ListAsync(string who, string role, string? after)
        {
            var (status, body) = await FunctionCall.InvokeAsync(
                clinic, Named("ListConversations"), after is null ? "" : $"?cursor={after}", principal: Principal.Staff(who, role));
            Assert.Equal(200, status);
            var page = JsonSerializer.Deserialize<JsonElement>(body);
            return ([.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)],
                page.GetProperty("cursor").GetString());
        }
    }

    [Fact]
    public async Task List_of_which_nothing_is_for_this_reader_comes_to_its_end()
    {
        await using var clinic = await TestClinic.StartAsync(azurite);
        for (var n = 0; n < 3; n++) await ShowAsync(clinic, n, assignedTo: "u1");

        var (rows, next) = await clinic.Get<InboxIndex>().ReadAsync(
            InboxViews.Open, null, 50, CancellationToken.None, _ => false);

        Assert.Empty(rows);
        Assert.Null(next);
    }

    private static HttpFunction Named(string name) => HttpFunction.All.Single(f => f.Name == name);

    private static async Task ShowAsync(TestClinic clinic, int n, string? assignedTo)
    {
        var id = (await clinic.Get<IndexKeys>().IndexAsync(CancellationToken.None)).For("main", $"patient {n}");
        var head = HeadTransitions.Begin("main").Received(TestClinic.Noon.AddSeconds(n), needsAnswer: true, urgent: false);
        if (assignedTo is not null) head = head.Assigned(assignedTo);
        var box = await clinic.Get<InboxBoxes>().SealContactAsync(id, new InboxContact(TestClinic.Patient, $"{n}"), CancellationToken.None);
        await clinic.Get<InboxIndex>().UpdateAsync(id, null, head, box, null, CancellationToken.None);
    }

    private static async Task AssignAsync(TestClinic clinic, string to) => await clinic.Get<HeadChanges>().ApplyAsync(
        await clinic.ConversationOf(TestClinic.Patient), "staff:" + to, "conversation.assign", "c",
        row => row.Head.Assigned(to), CancellationToken.None);
}
