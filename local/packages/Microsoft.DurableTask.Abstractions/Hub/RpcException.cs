// It has the name of the real one, which lives in an assembly that has no stand-in: src/ can only catch it as Exception.
namespace Grpc.Core;

#pragma warning disable CA1064 // Internal on purpose, see above.

/// <summary>The host refused what the client asked.</summary>
internal sealed class RpcException(string code, string detail)
    : Exception($"Status(StatusCode=\"{code}\", Detail=\"{detail}\")");
