using SecureText.Api.Access;
using SecureText.Hosted;

namespace SecureText.Api.Matrix;

/// <summary>
/// P7: every route with everybody who might come (each role; valid, expired, forged), as the permission table says. Made of the table
/// and of the functions there are, so a new route is in it from its first day.
/// </summary>
public class AccessMatrixTests(MatrixClinic matrix) : IClassFixture<MatrixClinic>
{
    public static TheoryData<string> Callers => new(MatrixClinic.Names);

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Every_route_answers_as_the_table_says(string name)
    {
        var caller = matrix.Callers[name];
        var wrong = new List<string>();
        foreach (var function in HttpFunction.All)
        {
            var rule = Permissions.All[function.Name];
            var should = rule.Kind switch
            {
                RuleKind.Anybody or RuleKind.Platform or RuleKind.Signature => DoorCall.Passed,
                RuleKind.Patient => caller.AtPatient,
                _ => caller.AtStaff(rule),
            };
            var answer = await matrix.AskAsync(function, caller);
            if (answer != should) wrong.Add($"{function.Name} answers {answer} and should {should}");
            if (answer != DoorCall.Passed && !IsDescribed(function, answer[..3])) wrong.Add($"{function.Name}: openapi.json has no {answer[..3]}");
        }

        Assert.Empty(wrong);
    }

    private static bool IsDescribed(HttpFunction function, string status) =>
        ApiDocument.Root.GetProperty("paths").GetProperty($"/api/{function.Route}").GetProperty(function.Methods[0].ToLowerInvariant())
            .GetProperty("responses").TryGetProperty(status, out _);
}
