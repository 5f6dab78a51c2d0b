using SecureText.Sending;

namespace SecureText.Clinic;

/// <summary>
/// Wording of the automatic answers, in which <c>{clinic}</c> stands for the clinic's name. <see cref="AnswerRules"/> says
/// what each of them must keep.
/// </summary>
/// <param name="Stopped">The one answer to STOP.</param>
/// <param name="Help">The answer to HELP.</param>
/// <param name="Started">The answer to START.</param>
/// <param name="FirstContact">The answer to a stranger's first text.</param>
/// <param name="AfterHours">Nobody is at the clinic.</param>
public sealed record AutomaticAnswers(
    Bilingual Stopped, Bilingual Help, Bilingual Started, Bilingual FirstContact, Bilingual AfterHours)
{
    /// <summary>The words of one answer.</summary>
    public Bilingual this[StandardReply reply] => reply switch
    {
        StandardReply.Stopped => Stopped,
        StandardReply.Help => Help,
        StandardReply.Started => Started,
        StandardReply.FirstContact => FirstContact,
        StandardReply.AfterHours => AfterHours,
        _ => throw new ArgumentOutOfRangeException(nameof(reply)),
    };
}

/// <summary>Texts that carry a secret: <c>{clinic}</c>, and <c>{link}</c> or <c>{code}</c>, are filled in.</summary>
/// <param name="SecureLink">Brings the link to a conversation behind it.</param>
/// <param name="FormLink">Brings the link to a form.</param>
/// <param name="OneTimeCode">Brings the code that the patient types in.</param>
public sealed record MessageTemplates(Bilingual SecureLink, Bilingual FormLink, Bilingual OneTimeCode);

/// <summary>
/// A reply that staff insert and send as their own; <c>{patient}</c>, <c>{clinic}</c> and <c>{me}</c> are filled in by the
/// page.
/// </summary>
/// <param name="Id">Opaque.</param>
/// <param name="Title">Under which staff find it.</param>
/// <param name="En">English words.</param>
/// <param name="Es">Spanish words.</param>
public sealed record CannedReply(string Id, string Title, string En, string Es);

/// <summary>A rule of the clinic that staff read and attest.</summary>
/// <param name="Id">Opaque; never used again for another policy.</param>
/// <param name="Title">Its name.</param>
/// <param name="Version">Counts up whenever title or text change: who attested an older one is asked again.</param>
/// <param name="Text">Paragraphs, with an empty line between them.</param>
public sealed record StaffPolicy(string Id, string Title, int Version, string Text);
