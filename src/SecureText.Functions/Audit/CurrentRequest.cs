using SecureText.Api.Access;
using SecureText.Staff;

namespace SecureText.Audit;

/// <summary>
/// The HTTP request that runs now, so that each journal entry says where it came from and under which emergency without
/// every writer passing it on. Flows with the call as the trace id does; a timer or an event has none.
/// </summary>
public sealed class CurrentRequest
{
    private readonly AsyncLocal<RequestMarks?> here = new();

    /// <summary>Null outside HTTP.</summary>
    public RequestMarks? Marks => here.Value;

    /// <summary>Begins one; it ends with the method that calls this.</summary>
    public void Begin(RequestMarks marks) => here.Value = marks;
}

/// <summary>What is known of the request that runs.</summary>
/// <param name="rule">What its function asks for; null when it has no rule.</param>
/// <param name="address">Where it came from; null when that is not known.</param>
public sealed class RequestMarks(Rule? rule, ClientAddress? address)
{
    /// <inheritdoc cref="RequestMarks(Rule?, ClientAddress?)" />
    public Rule? Rule => rule;

    /// <inheritdoc cref="RequestMarks(Rule?, ClientAddress?)" />
    public ClientAddress? Address => address;

    /// <summary>Who called the front end, of a request whose address is not known by rule; nothing that is journaled.</summary>
    public ClientAddress? Peer { get; init; }

    /// <summary>The grant without which the request would have been refused; null when its caller needed none.</summary>
    public EmergencyGrant? Emergency { get; set; }

    /// <summary>The keyed hash of <see cref="Address"/>, once it was asked for.</summary>
    internal string? Source { get; set; }
}
