using Microsoft.AspNetCore.Http;
using SecureText.Staff;

namespace SecureText.Api;

/// <summary>Every refusal of the API, as RFC 9457 problem details with <c>type</c> <c>urn:securetext:&lt;code&gt;</c>.</summary>
public static class Problems
{
    /// <summary>No usable identity came with the request.</summary>
    public static IResult NotSignedIn => Of(401, "not-signed-in", "Sign in first.");

    /// <summary>The sign-in is unknown or over.</summary>
    public static IResult SignedOut => Of(401, "signed-out", "You have been signed out. Sign in again.");

    /// <summary>Why the platform's sign-in is none here.</summary>
    public static IResult Of(SignInRefusal refusal) => refusal switch
    {
        SignInRefusal.ForeignTenant => Of(
            403, "wrong-tenant", "This account belongs to another organization. Sign out and use your account of the clinic."),
        SignInRefusal.NoSecondFactor => Of(
            403, "second-factor", "You signed in without a second step. Ask who looks after your account to turn it on, then sign in again."),
        _ => NoRole,
    };

    /// <summary>Policies wait to be read.</summary>
    public static IResult TrainingDue =>
        Of(403, "training-due", "Read and confirm the clinic's policies first. Then the inbox opens.");

    /// <summary>Signed in, but without a role that may do this.</summary>
    public static IResult NoRole =>
        Of(403, "no-role", "Your account has no role that may do this. Ask the owner of the clinic's SecureText.");

    /// <summary>A colleague has the conversation.</summary>
    public static IResult NotYours => Of(
        403, "not-yours", "This conversation is assigned to a colleague. A manager can reassign it.");

    /// <summary>A member may take a conversation and give it back, not hand it on.</summary>
    public static IResult ManagerNeeded => Of(
        403, "manager-needed", "Only a manager can assign a conversation to somebody else.");

    /// <summary>Another site may have made the browser send it.</summary>
    public static IResult MissingHeader => Of(
        403, "missing-header", "This did not come from SecureText's own page. Close this window and open SecureText again.");

    /// <summary>No live session of the patient portal.</summary>
    public static IResult PortalClosed =>
        Of(401, "portal-closed", "This page has closed. Open the link in your text message again.");

    /// <summary>Nothing is there, or nothing that this caller may know of.</summary>
    public static IResult NotFound => Of(404, "not-found", "There is nothing here.");

    /// <summary>The request cannot be read.</summary>
    public static IResult BadRequest(string mend) => Of(400, "bad-request", mend);

    /// <summary>The caller's own name for a request stands for another one.</summary>
    public static IResult KeyReused =>
        Conflict("idempotency-key-reused", "This idempotencyKey was used for something else. Nothing was done; use a new key.");

    /// <summary>Understood, and what is there does not allow it.</summary>
    public static IResult Conflict(string code, string title) => Of(409, code, title);

    /// <summary>Understood, and refused for what it says.</summary>
    public static IResult Unprocessable(string code, string title, object? findings = null) => Of(422, code, title, findings);

    /// <summary>Nothing in front of this program checks who is calling.</summary>
    public static IResult Closed =>
        Of(503, "closed", "SecureText is closed: it is not set up safely. Tell whoever looks after it.");

    /// <summary>A stranger, or somebody at the same address, asked too often; when to try again stands in Retry-After.</summary>
    public static IResult TooManyRequests => Of(
        429, "too-many-requests", "Too many requests came from your network just now. Wait a minute, then try again.");

    /// <summary>The journal does not take entries: nothing is shown (P2).</summary>
    public static IResult JournalUnavailable =>
        Of(503, "journal-unavailable", "The audit log cannot be written, so nothing is shown. Try again in a minute.");

    /// <summary>Storage or keys do not answer.</summary>
    public static IResult StorageUnavailable =>
        Of(503, "storage-unavailable", "The storage does not answer. Nothing was lost. Try again in a minute.");

    /// <summary>A bug. Says nothing of its cause.</summary>
    public static IResult Unexpected => Of(500, "unexpected", "Something went wrong. It has been logged.");

    internal static IResult Of(int status, string code, string title, object? findings = null) => Results.Json(
        new Problem($"urn:securetext:{code}", title, status, findings),
        ApiJson.Options,
        "application/problem+json",
        status);

    private sealed record Problem(string Type, string Title, int Status, object? Findings);
}
