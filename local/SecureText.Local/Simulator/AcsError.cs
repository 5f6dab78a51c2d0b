using System.Text.Json.Nodes;

namespace SecureText.Simulator;

/// <summary>A refusal of a whole request, in the shape that Azure Communication Services gives its errors.</summary>
internal sealed record AcsError(int Status, string Code, string Message, string? Target = null)
{
    internal string ToJson()
    {
        var error = new JsonObject { ["code"] = Code, ["message"] = Message };
        if (Target is not null) error["target"] = Target;
        return new JsonObject { ["error"] = error }.ToJsonString();
    }
}
