using Microsoft.AspNetCore.Http;
using SecureText.Api.Access;
using SecureText.Staff;

namespace SecureText.Api.Staff;

/// <summary>What the functions for staff share.</summary>
internal static class StaffRequests
{
    public static StaffActor ActorOf(HttpRequest request) =>
        new(AccessMiddleware.StaffOf(request).Actor, RequestId.Of(request));

    public static IResult Refusal(StaffOutcome outcome) => outcome switch
    {
        StaffOutcome.Exists => Problems.Conflict("staff-exists", "Somebody with this e-mail address is on the staff already."),
        StaffOutcome.LastOwner => Problems.Conflict(
            "last-owner", "This is the clinic's only owner. Make somebody else an owner first."),
        StaffOutcome.Damaged => Problems.Conflict(
            "staff-damaged", "The record of this person was changed outside SecureText, so nobody is let in by it. Tell who looks after the system."),
        _ => Problems.NotFound,
    };
}
