using SecureText.Api;
using SecureText.Api.Access;
using SecureText.Staff;

namespace SecureText.Hosted;

/// <summary>P7: every function with every identity and none, as the permission table says.</summary>
public class AccessTests(HostedClinic clinic) : IClassFixture<HostedClinic>
{
    private const string NoConversation = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly Dictionary<string, string?> Nobody = new()
    {
        ["no header"] = null,
        ["empty"] = "",
        ["no Base64"] = "%%%",
        ["no JSON"] = Principal.Encode("hello"),
        ["not UTF-8"] = Convert.ToBase64String([0xff, 0xfe, 0x7b]),
        ["no object"] = Principal.Encode("[]"),
        ["empty object"] = Principal.Encode("{}"),
        ["roles as text"] = Principal.Encode("""{"identityProvider":"aad","userId":"u1","userRoles":"authenticated,owner"}"""),
        ["roles as numbers"] = Principal.Encode("""{"identityProvider":"aad","userId":"u1","userRoles":[1,2]}"""),
        ["half a character"] = Principal.Encode("""{"identityProvider":"aad","userId":"\ud800","userRoles":["authenticated","owner"]}"""),
        ["deep"] = Principal.Encode(new string('[', 1000)),
        ["other provider"] = Principal.Of("github", "u1", "anonymous", "authenticated", "owner"),
        ["provider in another case"] = Principal.Of("AAD", "u1", "anonymous", "authenticated", "owner"),
        ["not authenticated"] = Principal.Of("aad", "u1", "anonymous", "owner"),
        ["no id"] = Principal.Of("aad", "", "anonymous", "authenticated", "owner"),
        ["id with a bar"] = Principal.Of("aad", "u1|u2", "anonymous", "authenticated", "owner"),
        ["id too long"] = Principal.Of("aad", new string('a', 65), "anonymous", "authenticated", "owner"),
        ["too large"] = Principal.Of("aad", "u1", [.. Enumerable.Repeat("authenticated", 500), "owner"]),
    };

    private static readonly Dictionary<string, (string Header, int Status, string Code)> Refused = new()
    {
        ["role without a sign-in"] = (Principal.Staff("u1", "owner"), 401, "signed-out"),
        ["invented secret"] = (Principal.Of("aad", "u1", "authenticated", "owner", "s_aaaaaaaaaaaaaaaaaaaaaaa"), 401, "signed-out"),
        ["no role"] = (Principal.Of("aad", "u1", "anonymous", "authenticated"), 401, "signed-out"),
        ["foreign tenant"] = (Principal.Staff("u1", "foreign_tenant"), 403, "wrong-tenant"),
        ["no second factor"] = (Principal.Staff("u1", "no_second_factor"), 403, "second-factor"),
        ["unknown person"] = (Principal.Staff("u1", "unknown_person"), 403, "no-role"),
    };

    private static readonly Dictionary<string, Role> Roles =
        new() { [Principal.Owner] = Role.Owner, [Principal.Manager] = Role.Manager, [Principal.Member] = Role.Member };

    // Calling it ends the sign-in that the others share.
    public static TheoryData<string> Functions => new(HttpFunction.All.Select(f => f.Name).Where(name => name != "SignOut"));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Function_answers_only_whom_the_table_names(string name)
    {
        var function = HttpFunction.All.Single(f => f.Name == name);
        var rule = Permissions.All[name];
        var turn = HttpFunction.All.ToList().IndexOf(function);
        foreach (var method in function.Methods.Select(m => new HttpMethod(m)))
        {
            // Each with one of them: all with each is AccessMatrixTests, and strangers are held to a pace.
            var (nobody, header) = Nobody.ElementAt(turn % Nobody.Count);
            await ExpectAsync(function, method, nobody, header, Of(401, "not-signed-in"));
            var (stranger, no) = Refused.ElementAt(turn % Refused.Count);
            await ExpectAsync(function, method, stranger, no.Header, Of(no.Status, no.Code));
            foreach (var (who, role) in Roles)
            {
                var isWrong = rule.Kind == RuleKind.Staff && (rule.Roles & role) == Role.None;
                await ExpectAsync(function, method, who, who, rule.Kind == RuleKind.Patient || isWrong ? Of(403, "no-role") : null);
            }

            if (method == HttpMethod.Get || rule.Kind is RuleKind.Platform or RuleKind.Signature) continue;
            var foreign = await clinic.SendAsync(method, function.Path(NoConversation), Principal.Owner, null, (HostedClinic.OwnPage, "0"));
            foreign.IsProblem(403, "missing-header");
        }

        (int, string)? Of(int status, string code) => rule.Kind switch
        {
            RuleKind.Anybody or RuleKind.Platform or RuleKind.Signature => null,
            RuleKind.Patient => (401, "portal-closed"),
            _ => (status, code),
        };
    }

    [Theory]
    [InlineData("GET", "api/people")]
    [InlineData("GET", "api/conversations/x/y/z")]
    [InlineData("GET", "api")]
    [InlineData("GET", "conversations")]
    [InlineData("DELETE", "api/conversations")]
    [InlineData("PUT", "api/conversations/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/messages")]
    [InlineData("GET", "api/conversations/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/close")]
    [InlineData("OPTIONS", "api/conversations")]
    [InlineData("TRACE", "api/conversations")]
    [InlineData("POST", "api/health/live")]
    public async Task Route_or_method_that_is_not_there_is_not_found(string method, string path)
    {
        var answer = await clinic.SendAsync(new HttpMethod(method), path, Principal.Owner);
        Assert.Equal((404, ""), (answer.Status, answer.Text));
        Assert.DoesNotContain(answer.Headers.Keys, header => header.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    private async Task ExpectAsync(HttpFunction function, HttpMethod method, string who, string? header, (int Status, string Code)? refusal)
    {
        var answer = await clinic.SendAsync(method, function.Path(NoConversation), header);
        if (refusal is { } no)
        {
            Assert.True(no.Status == answer.Status, $"{function.Name} answers {answer.Status} to {who}.");
            answer.IsProblem(no.Status, no.Code);
        }
        else
        {
            // Let through: then it is the request itself that is good or bad.
            Assert.True(answer.Status is 200 or 201 or 400 or 404, $"{function.Name} answers {answer.Status} to {who}.");
        }
    }
}
