using E = SecureText.Conversations.MessageEvent;
using S = SecureText.Conversations.MessageStatus;

namespace SecureText.Conversations;

public class MessageTransitionsTests
{
    // Row: from. Columns: Claim, Requeue, Accept, Reject, Suppress, GiveUp, ReportDelivered, ReportFailed, TryAgain, Open.
    private static readonly Dictionary<S, S[]> Table = new()
    {
        [S.Received] = [S.Received, S.Received, S.Received, S.Received, S.Received, S.Received, S.Received, S.Received, S.Received, S.Received],
        [S.Queued] = [S.Sending, S.Queued, S.Sent, S.Failed, S.Suppressed, S.Queued, S.Delivered, S.Failed, S.Queued, S.Queued],
        [S.Sending] = [S.Sending, S.Queued, S.Sent, S.Failed, S.Sending, S.Unknown, S.Delivered, S.Failed, S.Queued, S.Sending],
        [S.Sent] = [S.Sent, S.Sent, S.Sent, S.Sent, S.Sent, S.Sent, S.Delivered, S.Failed, S.Queued, S.Sent],
        [S.Delivered] = [S.Delivered, S.Delivered, S.Delivered, S.Delivered, S.Delivered, S.Delivered, S.Delivered, S.Delivered, S.Delivered, S.Delivered],
        [S.Failed] = [S.Failed, S.Failed, S.Failed, S.Failed, S.Failed, S.Failed, S.Delivered, S.Failed, S.Failed, S.Failed],
        [S.Suppressed] =
            [S.Suppressed, S.Suppressed, S.Suppressed, S.Suppressed, S.Suppressed, S.Suppressed, S.Suppressed, S.Suppressed, S.Suppressed, S.Suppressed],
        [S.Unknown] = [S.Unknown, S.Unknown, S.Sent, S.Unknown, S.Unknown, S.Unknown, S.Delivered, S.Failed, S.Queued, S.Unknown],
        [S.Posted] = [S.Posted, S.Posted, S.Posted, S.Posted, S.Suppressed, S.Posted, S.Posted, S.Posted, S.Posted, S.Opened],
        [S.Opened] = [S.Opened, S.Opened, S.Opened, S.Opened, S.Opened, S.Opened, S.Opened, S.Opened, S.Opened, S.Opened],
        [S.Noted] = [S.Noted, S.Noted, S.Noted, S.Noted, S.Noted, S.Noted, S.Noted, S.Noted, S.Noted, S.Noted],
    };

    [Fact]
    public void Next_every_pair_is_as_the_table_says()
    {
        var events = Enum.GetValues<E>();
        foreach (var from in Enum.GetValues<S>())
        {
            Assert.Equal(events.Length, Table[from].Length);
            Assert.Equal(Table[from], events.Select(happened => from.Next(happened)));
        }
    }

    [Fact]
    public void Next_after_a_report_of_delivery_nothing_changes_it_in_any_order()
    {
        foreach (var from in Enum.GetValues<S>().Where(s => s.Next(E.ReportDelivered) == S.Delivered))
        {
            foreach (var between in Enum.GetValues<E>())
            {
                Assert.Equal(S.Delivered, from.Next(E.ReportDelivered).Next(between));
            }
        }
    }

    [Fact]
    public void Next_of_two_reports_gives_the_same_in_either_order()
    {
        foreach (var from in Enum.GetValues<S>())
        {
            Assert.Equal(
                from.Next(E.ReportDelivered).Next(E.ReportFailed), from.Next(E.ReportFailed).Next(E.ReportDelivered));
        }
    }

    [Fact]
    public void Next_what_is_settled_is_sent_again_only_when_a_report_says_that_it_did_not_arrive()
    {
        foreach (var from in Enum.GetValues<S>().Where(s => s.IsSettled()))
        {
            Assert.All(Enum.GetValues<E>().Except([E.TryAgain]), happened => Assert.True(from.Next(happened).IsSettled()));
            Assert.Equal(from is not (S.Sent or S.Unknown), from.Next(E.TryAgain).IsSettled());
        }
    }
}
