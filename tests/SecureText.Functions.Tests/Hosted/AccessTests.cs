using SecureText.Api;
using SecureText.Api.Access;
using SecureText.Harness;

namespace SecureText.Hosted;

/// <summary>P7: every function with every identity and none, as the permission table says.</summary>
[Collection(OnAzurite.Name)]
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

    private static readonly Dictionary<string, string> NoRole = new()
    {
        ["no role"] = Principal.Of("aad", "u1", "anonymous", "authenticated"),
        ["unknown role"] = Principal.Staff("u1", "admin"),
        ["role in another case"] = Principal.Staff("u1", "Owner"),
    };

    private static readonly Dictionary<string, Role> Roles =
        new() { ["owner"] = Role.Owner, ["manager"] = Role.Manager, ["member"] = Role.Member };

    public static TheoryData<string> Functions => new(HttpFunction.All.Select(f => f.Name));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Function_answers_only_whom_the_table_names(string name)
    {
        var function = HttpFunction.All.Single(f => f.Name == name);
        Assert.True(Permissions.TryFind(name, out var needed));
        var open = needed.Kind == RuleKind.Anybody;
        foreach (var method in function.Methods.Select(m => new HttpMethod(m)))
        {
            foreach (var (who, header) in Nobody)
            {
                await ExpectAsync(function, method, who, header, open ? null : (401, "not-signed-in"));
            }

            foreach (var (who, header) in NoRole)
            {
                await ExpectAsync(function, method, who, header, open ? null : (403, "no-role"));
            }

            foreach (var (role, flag) in Roles)
            {
                (int, string)? refusal = needed.Kind == RuleKind.Staff && (needed.Roles & flag) == Role.None ? (403, "no-role") : null;
                await ExpectAsync(function, method, role, Principal.Staff("u1", role), refusal);
            }
        }
    }

    [Theory]
    [InlineData("GET", "api/staff")]
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
        var answer = await clinic.SendAsync(new HttpMethod(method), path, Principal.Staff("u1", "owner"));
        Assert.Equal((404, ""), (answer.Status, answer.Text));
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
            Assert.True(answer.Status is 200 or 400 or 404, $"{function.Name} answers {answer.Status} to {who}.");
        }
    }
}
