namespace SecureText.Audit;

/// <summary>
/// One fact for the journal: who did what to whose record, when, with what outcome. Holds opaque ids only, never
/// a name, a number or a word of a message (45 CFR 164.312(b)).
/// </summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Actor">
/// Opaque: <c>patient</c>, <c>carrier</c>, <c>webhook</c>, <c>system</c>, or a kind with its id, as <c>staff:&lt;id&gt;</c>,
/// <c>patient:</c>, <c>link:</c>, <c>campaign:</c>, <c>import:</c>; after <c>entra:</c> a keyed hash.
/// </param>
/// <param name="Action">Dotted verb, as <c>message.received</c> or <c>conversation.read</c>.</param>
/// <param name="Subjects">Conversation ids whose record it touches, or <c>staff:&lt;id&gt;</c> of who is managed; may be empty.</param>
/// <param name="Outcome">One word, as <c>done</c>, <c>refused</c>, <c>repeated</c> or <c>damaged</c>.</param>
/// <param name="Correlation">What ties entries of one cause together: event id, outbox id or request id.</param>
/// <param name="Detail">Optional code that explains the outcome, as <c>consent-withdrawn</c>; never free text.</param>
/// <param name="Source">
/// Keyed hash of the address that the request came from, as <c>addr:</c> and 32 characters of base32; null when there
/// was no request or its address is not known. An address names a person (45 CFR 164.514(b)(2)(i)(O)), so it is never
/// here in clear.
/// </param>
/// <param name="Emergency">The emergency access under which it was done; null: by the actor's ordinary right.</param>
public sealed record AuditEntry(
    DateTimeOffset At,
    string Actor,
    string Action,
    IReadOnlyList<string> Subjects,
    string Outcome,
    string Correlation,
    string? Detail = null,
    string? Source = null,
    string? Emergency = null);
