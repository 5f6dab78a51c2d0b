using Microsoft.AspNetCore.Http;
using SecureText.Patients;
using SecureText.Sealing;

namespace SecureText.Portal;

/// <summary>A patient who has proven who he is, for one request.</summary>
/// <param name="Link">The link that he came in with, as it is now.</param>
public sealed record PatientSession(PortalLink Link)
{
    /// <summary>Name of the cookie: the prefix makes the browser refuse it from a subdomain and without HTTPS.</summary>
    public const string Cookie = "__Host-securetext";

    /// <summary>The header by which a page says whose it is; the cookie is the whole browser's, of all its tabs.</summary>
    public const string Header = "X-SecureText-Link";

    private static readonly object Key = new();

    /// <summary>Whose thread.</summary>
    public ConversationId Conversation => Link.Conversation;

    /// <summary>Opaque id of the patient.</summary>
    public string PatientId => Link.PatientId;

    /// <summary>What staff have written down about him. Personal.</summary>
    public PatientRecord? Patient { get; init; }

    /// <summary>The name under which the journal and the rows know him.</summary>
    public string Actor => $"patient:{Link.PatientId}";

    /// <summary>The session of a request that the middleware let through.</summary>
    public static PatientSession Of(HttpRequest request) => (PatientSession)request.HttpContext.Items[Key]!;

    internal void AttachTo(HttpContext http) => http.Items[Key] = this;
}
