using Microsoft.AspNetCore.Http;
using SecureText.Patients;
using SecureText.Storage;

namespace SecureText.Portal;

/// <summary>
/// Lets a patient in whose cookie names a live session. A link that was revoked has none, whatever its cookie was good for a
/// moment ago. The page must say which link it belongs to: two tabs share one cookie, and what is written in one must never
/// land in the record that the other opened. Use is written down once a minute.
/// </summary>
public sealed class PatientDoor(PortalStore links, PatientRecords patients, TimeProvider time)
{
    /// <summary>
    /// Whether the request comes from a live session of the portal. What was found is kept for the function; a session is never taken
    /// from anything else that the caller sent.
    /// </summary>
    public async Task<bool> LetsInAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (!SessionSecret.TryParse(http.Request.Cookies[PatientSession.Cookie], out var secret)) return false;
        if (http.Request.Headers[PatientSession.Header].ToString() != secret.Link.Value) return false;
        while (true)
        {
            var row = await links.FindAsync(secret.Link, cancellationToken);
            var now = time.GetUtcNow();
            if (row is null || !row.Link.IsLive(secret, now)) return false;
            if (await StillHimAsync(row.Link, cancellationToken) is not { } patient) return false;
            var seen = row.Link.Seen(now);
            if (seen != row.Link && await links.UpdateAsync(row, seen, cancellationToken) is null) continue;
            new PatientSession(seen) { Patient = patient }.AttachTo(http);
            return true;
        }
    }

    // Who was taken off the number, or was born on another day than was proven, has to be asked anew.
    private async Task<PatientRecord?> StillHimAsync(PortalLink link, CancellationToken cancellationToken)
    {
        var patient = await patients.FindAsync(link.Conversation, link.PatientId, cancellationToken);
        return patient?.DateOfBirth is { } born && link.IsProvenWith(await links.HashAsync(link.Id, born, cancellationToken))
            ? patient
            : null;
    }
}
