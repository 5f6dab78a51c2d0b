using Azure.Core;
using Azure.Core.Pipeline;

namespace SecureText.Packages.Tests.Tables;

/// <summary>Counts what passes its place in the pipeline and keeps the bodies.</summary>
internal sealed class CountingPolicy : HttpPipelineSynchronousPolicy
{
    private int _requests;

    public int Requests => Volatile.Read(ref _requests);

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _requests);
}
