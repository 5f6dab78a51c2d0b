using Microsoft.AspNetCore.Http;
using SecureText.Portal;

namespace SecureText.Api.Portal;

/// <summary>Refusals of the portal. What a patient reads says what to do; what a stranger reads says nothing.</summary>
internal static class PortalProblems
{
    public static IResult LinkNotValid => Problems.Of(
        404, "link-not-valid", "This link is not valid any more. Ask the clinic for a new one.");

    public static IResult TooLarge => Problems.Of(413, "too-large", "The file is larger than 10 MB.");

    public static IResult WrongType => Problems.Of(415, "file-type", "Only photos (JPEG, PNG, HEIC) and PDF are taken.");

    public static IResult Locked(string callNumber) => Problems.Of(
        423, "link-locked", "There were too many wrong tries, so this link is locked. Call the clinic for a new one.",
        new[] { new { callNumber } });

    public static IResult CodeNotSent => Problems.Of(
        409, "code-not-sent", "We cannot text a code to your phone. Call the clinic.");

    public static IResult TooManyCodes => Problems.Of(
        429, "too-many-codes", "We have sent three codes within an hour. Use the newest, or try again in an hour.");

    public static IResult Wrong(int triesLeft) => Problems.Of(
        403, "wrong-answer", "That is not right. Check it and try again.", new[] { new { triesLeft } });

    public static IResult Of(ProofAnswer answer, string callNumber) => answer switch
    {
        ProofAnswer.NotValid => LinkNotValid,
        ProofAnswer.Locked => Locked(callNumber),
        ProofAnswer.CodeNotSent => CodeNotSent,
        ProofAnswer.TooManyCodes => TooManyCodes,
        ProofAnswer.Wrong(var left) => Wrong(left),
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is no refusal."),
    };
}
