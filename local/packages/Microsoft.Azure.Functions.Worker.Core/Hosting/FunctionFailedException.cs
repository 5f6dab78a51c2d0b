namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>A function failed and its invocation has logged why.</summary>
internal sealed class FunctionFailedException(Exception inner) : Exception(inner.Message, inner);
