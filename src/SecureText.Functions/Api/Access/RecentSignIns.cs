using System.Collections.Concurrent;
using SecureText.Staff;

namespace SecureText.Api.Access;

/// <summary>
/// Whose the sign-ins of late requests are, by the hash of their secret. It lets nobody in: it says only which row of staff to ask for.
/// </summary>
internal sealed class RecentSignIns
{
    // Far more than a clinic has people. Who sends many made-up secrets is not remembered, since only found ones are.
    private const int Most = 1000;
    private readonly ConcurrentDictionary<string, StaffId> known = new(StringComparer.Ordinal);

    public bool TryFind(string hash, out StaffId whose) => known.TryGetValue(hash, out whose);

    public void Remember(string hash, StaffId whose)
    {
        if (known.Count >= Most && !known.ContainsKey(hash)) known.Clear();
        known[hash] = whose;
    }
}
