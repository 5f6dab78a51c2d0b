using SecureText.Clock;
using SecureText.Demo;
using SecureText.Run;
using SecureText.Simulator;
using SecureText.Weeks;

namespace SecureText.Broadcast;

/// <summary>What a member of staff answers somebody while the line is busy with a campaign.</summary>
internal sealed record StaffReply(string Number, string Text, DateTimeOffset WrittenAt)
{
    // Numbers of the simulator's own patients are of no campaign.
    internal static async Task<StaffReply> SendAsync(
        LocalSystem system, StaffDesk desk, LocalClock clock, int index, CancellationToken cancellationToken)
    {
        var number = $"+12065550{190 + index}";
        await new PatientPhone(system, number).TextAsync("Is the clinic open today?", cancellationToken);
        var member = await desk.MemberAsync(cancellationToken);
        var page = (await member.GetAsync("api/conversations?view=unanswered", cancellationToken)).Must(200);
        var item = page.Json!["items"]!.AsArray().Single(one => (string?)one!["number"] == number)!;
        var text = $"Yes, until five. ({index + 1})";
        var written = clock.GetUtcNow();
        var message = new { text, channel = "sms", idempotencyKey = $"reply-{index}" };
        (await member.PostAsync($"api/conversations/{item["id"]}/messages", message, cancellationToken)).Must(202);
        return new StaffReply(number, text, written);
    }

    /// <summary>From the click to the carrier, by the clock of the run.</summary>
    internal TimeSpan Waited(PhoneNetwork network) =>
        network.Thread(Number).FirstOrDefault(text => text.Text == Text) is { } sent ? sent.At - WrittenAt : Timeout.InfiniteTimeSpan;
}
