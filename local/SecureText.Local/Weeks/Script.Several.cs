namespace SecureText.Weeks;

/// <content>Patients for whom several campaigns run at once, and who then want no more texts.</content>
internal sealed partial class Script
{
    /// <summary>Whoever says STOP, and whoever says it in words of his own, on the sixth day.</summary>
    internal IReadOnlyList<(Person Person, string Words)> Leavers { get; private set; } = [];

    private void Several()
    {
        var leavers = new List<(Person, string)>();
        foreach (var words in new[] { "STOP", "Stop", "no more texts please", "Please do not text me any more." })
        {
            var person = Next(one => one with { IsSpanish = false });
            Bill(person, null);
            Add(Payment, "leaves", person, new Truth { Sent = 1, Withdrawn = true });
            Book(person, 8, 10);
            Add(Reminder, "leaves", person, new Truth { Sent = 1, Withdrawn = true });
            Due(Recall, "leaves", person, new Truth { Sent = 1, Withdrawn = true });
            leavers.Add((person, words));
        }

        Leavers = leavers;
    }
}
