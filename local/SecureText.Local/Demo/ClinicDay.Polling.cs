using System.Globalization;
using static SecureText.Demo.DayCanaries;

namespace SecureText.Demo;

/// <content>How soon a text is seen.</content>
internal sealed partial class ClinicDay
{
    // As the page does while it is looked at.
    private static readonly TimeSpan PagePoll = TimeSpan.FromSeconds(3);

    private async Task<string> PollingAsync(CancellationToken cancellationToken)
    {
        var id = (await PathOfAsync(Maria, cancellationToken)).Split('/')[^1];
        var tag = await ChangesAsync(id, null, cancellationToken);
        Expect.That(await ChangesAsync(id, tag, cancellationToken) is null, "nothing new is 304");
        var words = $"Is anybody looking? {PatientWord}";
        var begun = TimeProvider.System.GetTimestamp();
        await Phone(Maria).BeginTextAsync(words, cancellationToken);
        string? next;
        do
        {
            // The text came just after the page had asked: the longest that it can take.
            await Task.Delay(PagePoll, cancellationToken);
            next = await ChangesAsync(id, tag, cancellationToken);
        }
        while (next is null);
        Expect.That(next != tag, "another tag");
        var thread = await ThreadAsync(Maria, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        Expect.That(thread.Any(text => text.Text == words), "the text");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{took:0.0} s from the phone to the staff page at the longest, asking every {PagePoll.TotalSeconds:0} s; 304 while nothing is new");
    }

    /// <summary>The tag of what staff see; <c>null</c> when it is still <paramref name="known"/>.</summary>
    private async Task<string?> ChangesAsync(string id, string? known, CancellationToken cancellationToken)
    {
        using var answer = await member.PollAsync($"api/changes?conversation={id}", known, cancellationToken);
        if ((int)answer.StatusCode == 304) return null;
        Expect.Equal(200, (int)answer.StatusCode, "status");
        return answer.Headers.ETag!.ToString();
    }
}
