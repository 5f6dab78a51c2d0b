using SecureText.Demo;
using SecureText.Run;
using SecureText.SignIn;

namespace SecureText.Weeks;

/// <summary>Staff over weeks: who has done nothing for a while signs in again, as the page makes him.</summary>
internal sealed class StaffDesk(LocalSystem system, TimeProvider time)
{
    // The functions end a sign-in after fifteen idle minutes.
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (StaffClient Client, DateTimeOffset Used)> desks = [];

    internal Task<StaffClient> OwnerAsync(CancellationToken cancellationToken) => AtAsync(DemoPeople.Owner, cancellationToken);

    internal Task<StaffClient> ManagerAsync(CancellationToken cancellationToken) => AtAsync(DemoPeople.Manager, cancellationToken);

    internal Task<StaffClient> MemberAsync(CancellationToken cancellationToken) => AtAsync(DemoPeople.Member, cancellationToken);

    private async Task<StaffClient> AtAsync(DemoPerson person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var client = desks.TryGetValue(person.Key, out var desk) && now - desk.Used < Idle
            ? desk.Client
            : await StaffClient.SignInAsync(system, person, true, cancellationToken);
        desks[person.Key] = (client, now);
        return client;
    }
}
