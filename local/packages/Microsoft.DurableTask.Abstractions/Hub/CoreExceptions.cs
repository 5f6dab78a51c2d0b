// It has the name of the real one, since the name is all that reaches a caller: as the ErrorType of a failure.
namespace DurableTask.Core.Exceptions;

#pragma warning disable CA1064 // Internal on purpose: the real types live in an assembly that has no stand-in.

/// <summary>The orchestrator did not do again what its history says it did.</summary>
internal sealed class NonDeterministicOrchestrationException(string message)
    : Exception("Non-Deterministic workflow detected: " + message);

/// <summary>The instance id is taken by an orchestration whose status forbids to replace it.</summary>
internal sealed class OrchestrationAlreadyExistsException(string message) : Exception(message);
