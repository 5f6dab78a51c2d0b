using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Storage;

namespace SecureText.Portal;

/// <summary>
/// Lets a patient in whose cookie names a live session: one read. A link that was revoked has none, whatever its cookie
/// was good for a moment ago. Use is written down once a minute.
/// </summary>
public sealed class PatientDoor(PortalStore links, TimeProvider time) : IPatientDoor
{
    /// <inheritdoc />
    public async Task<bool> LetsInAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (!SessionSecret.TryParse(http.Request.Cookies[PatientSession.Cookie], out var secret)) return false;
        while (true)
        {
            var row = await links.FindAsync(secret.Link, cancellationToken);
            var now = time.GetUtcNow();
            if (row is null || !row.Link.IsLive(secret, now)) return false;
            var seen = row.Link.Seen(now);
            if (seen != row.Link && await links.UpdateAsync(row, seen, cancellationToken) is null) continue;
            new PatientSession(seen).AttachTo(http);
            return true;
        }
    }
}
