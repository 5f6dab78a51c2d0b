using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SecureText.Api.Access;
using SecureText.Conversations;
using SecureText.Sealing;
using SecureText.Staff;
using SecureText.Texting;

namespace SecureText.Api.Conversations;

/// <summary><c>POST /api/conversations/{id}/notes</c>: a note among staff, perhaps addressed to some of them.</summary>
public sealed class WriteNote(StaffNotes notes)
{
    private const int LongestNote = 4000;
    private const int MostMentions = 20;

    /// <summary>201 with the note's id.</summary>
    [Function(nameof(WriteNote))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/notes")] HttpRequest request,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ConversationId.TryParse(id, out var conversation)) return Problems.NotFound;
        var body = await ApiJson.ReadAsync<NoteBody>(request, cancellationToken);
        if (body is not { Text.Length: > 0 and <= LongestNote } || !IdempotencyKey.IsGood(body.IdempotencyKey))
            return Problems.BadRequest("Send {text, mentions, idempotencyKey} with a text of 1 to 4000 characters.");
        var text = new MessageText(body.Text);
        if (text.IsBlank || text.HasLoneSurrogate) return Problems.BadRequest("There is nothing to read in 'text'.");
        var to = (body.Mentions ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (to.Count > MostMentions || !to.TrueForAll(one => StaffId.TryParse(one, out _)))
            return Problems.BadRequest("'mentions' are up to 20 staff ids.");

        var written = await notes.WriteAsync(
            conversation, AccessMiddleware.StaffOf(request), text, to, body.IdempotencyKey!, cancellationToken);
        return written switch
        {
            StaffNote.Written(var note) => ApiJson.Ok(new Written(note.Value), 201),
            StaffNote.KeyReused => Problems.KeyReused,
            StaffNote.NotYours => Problems.NotYours,
            _ => Problems.NotFound,
        };
    }

    private sealed record NoteBody(string? Text, string[]? Mentions, string? IdempotencyKey);

    private sealed record Written(string Id);
}
