using SecureText.Conversations;
using SecureText.Sealing;

namespace SecureText.Portal;

public class LinkTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 18, 20, 0, 0, TimeSpan.Zero);
    private static readonly CountingRandom Random = new();

    private static PortalLink Fresh() => new()
    {
        Id = LinkToken.Create(Random).Id,
        Conversation = ConversationId.Parse(new string('a', 32)),
        PatientId = "p",
        Kind = LinkKind.Thread,
        Message = MessageId.For(Now, "m"),
        CreatedBy = "staff:u1",
        CreatedAt = Now,
        ExpiresAt = Now + LinkTransitions.LifeTime,
    };

    [Fact]
    public void State_tells_the_strongest_reason_first()
    {
        var link = Fresh();
        Assert.Equal(LinkState.Waiting, link.StateAt(Now));
        var proven = link.Proven(SessionSecret.Create(link.Id, Random), Now);
        Assert.Equal(LinkState.Proven, proven.StateAt(Now));
        Assert.Equal(LinkState.Locked, (proven with { Tries = PortalLink.MostTries }).StateAt(Now));
        Assert.Equal(LinkState.Expired, (proven with { Tries = PortalLink.MostTries }).StateAt(link.ExpiresAt));
        Assert.Equal(LinkState.Revoked, proven.Revoked(Now).StateAt(link.ExpiresAt));
    }

    [Fact]
    public void Fifth_try_locks_until_it_is_found_right()
    {
        var link = Fresh();
        for (var n = 0; n < PortalLink.MostTries; n++) link = link.TryBegun(Now);
        Assert.Equal((LinkState.Locked, 0), (link.StateAt(Now), link.TriesLeft()));
        Assert.Throws<InvalidOperationException>(() => link.TryBegun(Now));
        Assert.Equal((LinkState.Waiting, 1), (link.DateRight([1]).StateAt(Now), link.DateRight([1]).TriesLeft()));
    }

    [Fact]
    public void Session_ends_idle_after_an_hour_at_sign_out_and_with_the_link()
    {
        var link = Fresh();
        var session = SessionSecret.Create(link.Id, Random);
        link = link.Proven(session, Now);
        Assert.True(link.IsLive(session, Now + LinkTransitions.Idle - TimeSpan.FromTicks(1)));
        Assert.False(link.IsLive(session, Now + LinkTransitions.Idle));
        Assert.False(link.SignedOut().IsLive(session, Now));
        Assert.False(link.Revoked(Now).IsLive(session, Now));
        Assert.False(link.IsLive(SessionSecret.Create(link.Id, Random), Now));

        var kept = link;
        for (var at = Now; at < Now + LinkTransitions.LongestSession; at += TimeSpan.FromMinutes(10)) kept = kept.Seen(at);
        Assert.True(kept.IsLive(session, Now + LinkTransitions.LongestSession - TimeSpan.FromTicks(1)));
        Assert.False(kept.Seen(Now + TimeSpan.FromMinutes(59)).IsLive(session, Now + LinkTransitions.LongestSession));
    }

    [Fact]
    public void New_proof_ends_the_session_before()
    {
        var link = Fresh();
        var (first, second) = (SessionSecret.Create(link.Id, Random), SessionSecret.Create(link.Id, Random));
        link = link.Proven(first, Now).Proven(second, Now);
        Assert.False(link.IsLive(first, Now));
        Assert.True(link.IsLive(second, Now));
    }

    [Fact]
    public void Use_is_written_down_once_a_minute()
    {
        var link = Fresh();
        link = link.Proven(SessionSecret.Create(link.Id, Random), Now);
        Assert.Same(link, link.Seen(Now + TimeSpan.FromSeconds(59)));
        Assert.Equal(Now + TimeSpan.FromMinutes(1), link.Seen(Now + TimeSpan.FromMinutes(1)).LastOpenedAt);
    }

    [Fact]
    public void Code_is_good_for_ten_minutes_and_once()
    {
        byte[] hash = [1, 2, 3];
        var link = Fresh().CodeMade(hash, Now);
        Assert.True(link.IsCode([1, 2, 3], Now + OneTimeCode.GoodFor - TimeSpan.FromTicks(1)));
        Assert.False(link.IsCode([1, 2, 3], Now + OneTimeCode.GoodFor));
        Assert.False(link.IsCode([1, 2, 4], Now));
        Assert.False(link.CodeMade([9], Now).IsCode(hash, Now));
        Assert.False(link.Proven(SessionSecret.Create(link.Id, Random), Now).IsCode(hash, Now));
        Assert.False(link.Revoked(Now).IsCode(hash, Now));
        Assert.False(Fresh().IsCode([], Now));
    }
}
