using SecureText.Audit;

namespace SecureText.Api.Limits;

/// <summary>
/// What strangers may ask of one kind of route: by address, by the network around it, and all of them together. Who is not told
/// apart from others has one pace with them.
/// </summary>
internal sealed class Lane(LanePaces paces, TimeProvider time)
{
    private const string All = "";

    // 128 KB a table. Callers who fall on one place share its permits; of a thousand at once about sixty do.
    private const int Places = 16_384;

    private readonly PaceTable addresses = new(paces.Address, Places, time);
    private readonly PaceTable networks = new(paces.Network, Places, time);
    private readonly PaceTable unknown = new(paces.Unknown, 1, time);
    private readonly PaceTable sum = new(paces.Sum, 1, time);

    /// <summary>Takes a permit. Who is refused by his own pace takes none of the others'.</summary>
    /// <returns>Null when there was one; else how long until there is.</returns>
    public TimeSpan? Take(ClientAddress? address) =>
        address is null
            ? unknown.Take(All) ?? sum.Take(All)
            : addresses.Take(address.Text) ?? (address.Network is { } network ? networks.Take(network) : null) ?? sum.Take(All);

    /// <summary>Gives a permit back that was taken.</summary>
    public void GiveBack(ClientAddress? address)
    {
        if (address is null) unknown.GiveBack(All);
        else addresses.GiveBack(address.Text);
        if (address?.Network is { } network) networks.GiveBack(network);
        sum.GiveBack(All);
    }
}

/// <summary>The paces of one lane.</summary>
/// <param name="Address">Of one IPv4 address, or one /64 of IPv6.</param>
/// <param name="Network">Of one /48 of IPv6: the most that one customer of a provider has (RFC 6177), 65,536 of the former.</param>
/// <param name="Unknown">Of all whose address is not known.</param>
/// <param name="Sum">Of all.</param>
internal sealed record LanePaces(Pace Address, Pace Network, Pace Unknown, Pace Sum);
