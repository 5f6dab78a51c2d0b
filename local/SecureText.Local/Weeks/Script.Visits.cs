namespace SecureText.Weeks;

/// <content>Visits that have been: how the patients are, and how they liked it.</content>
internal sealed partial class Script
{
    internal const string FollowUp = "check-ins";
    internal const string Survey = "surveys";

    // Visits of the first day are followed up; who came on the second is asked how it was.
    internal const int FollowedDay = 0;
    internal const int SurveyedDay = 1;

    private int visits;

    internal Sheet VisitFile { get; } = new("Visit ID", "Patient ID", "Visit date", "Time", "Provider", "Location");

    private void FollowUps()
    {
        Followed("well, each time", 3, new Truth { Sent = 6, Answered = true }, Says("2"), null, Says("1"), null, Says("0"));
        Followed("in between, wants to talk", 2, new Truth { Sent = 5, Answered = true, Called = true }, Says("5"), Yes);
        Followed("in between, does not", 2, new Truth { Sent = 5, Answered = true }, Says("5"), No);
        Followed("in between, RESCHEDULE", 1, new Truth { Sent = 5, Answered = true, Called = true }, Says("6"), Reschedule);
        Followed("unwell", 2, new Truth { Sent = 4, Answered = true, Called = true }, Says("8"));
        Followed("red flag", 3, new Truth { Sent = 2, Answered = true, Called = true, RedFlag = true }, Says("9"));
        Followed("better on day three", 2, new Truth { Sent = 4, Answered = true }, null, Says("1"));
        Followed("the same on day three", 2, new Truth { Sent = 5, Answered = true }, null, Says("2"), No);
        Followed("worse on day three, not bad", 2, new Truth { Sent = 5, Answered = true, Called = true }, null, Says("3"), Says("4"));
        Followed("worse on day three, red flag", 2, new Truth { Sent = 4, Answered = true, Called = true, RedFlag = true }, null, Says("3"), Says("10"));
        Followed("unclear, then a number", 2, new Truth { Sent = 5, Answered = true }, Unclear, Says("1"));
        Followed("unclear twice", 2, new Truth { Sent = 4 }, Unclear, Unclear);
        Followed("no answer", 3, new Truth { Sent = 3 });
    }

    private void Surveys()
    {
        Surveyed("liked it", 5, new Truth { Sent = 1, Answered = true, Score = 5 }, FillsIn(5));
        Surveyed("did not", 3, new Truth { Sent = 1, Answered = true, Score = 2 }, FillsIn(2));
        Surveyed("after the second text", 3, new Truth { Sent = 2, Answered = true, Score = 4 }, null, FillsIn(4));
        Surveyed("no answer", 3, new Truth { Sent = 2 });
    }

    private void Followed(string branch, int count, Truth truth, params Deed?[] deeds) =>
        Visited(FollowUp, FollowedDay, branch, count, truth, deeds);

    private void Surveyed(string branch, int count, Truth truth, params Deed?[] deeds) =>
        Visited(Survey, SurveyedDay, branch, count, truth, deeds);

    private void Visited(string campaign, int day, string branch, int count, Truth truth, Deed?[] deeds)
    {
        for (var i = 0; i < count; i++)
        {
            var person = Next();
            var id = $"V-{++visits:0000}";
            var at = ClinicCalendar.At(day, 9, 0);
            VisitFile.Add(id, person.Key, Day(at), Time(at), DoctorOf(id), "Harbor Clinic");
            Add(campaign, branch, person, truth, deeds);
        }
    }
}
