using Microsoft.AspNetCore.Http;

namespace SecureText.Api.Access;

/// <summary>Knows the patients who have proved who they are. The portal supplies it.</summary>
public interface IPatientDoor
{
    /// <summary>
    /// Whether the request comes from a live session of the portal. The door keeps what it found for the function, in the
    /// request's items; a session is never taken from anything else that the caller sent.
    /// </summary>
    Task<bool> LetsInAsync(HttpContext http, CancellationToken cancellationToken);
}

/// <summary>Stands where no portal is: nobody comes in.</summary>
internal sealed class ClosedPatientDoor : IPatientDoor
{
    public Task<bool> LetsInAsync(HttpContext http, CancellationToken cancellationToken) => Task.FromResult(false);
}
