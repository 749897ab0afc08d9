using System.Net;

namespace Sextant.Wire.Addresses;

/// <summary>
/// Which addresses count as published on the Internet: global unicast, and the extra networks that a laboratory declares.
/// Extra networks are shown on every report and kept in the evidence.
/// </summary>
public sealed class GlobalAddresses
{
    private readonly IpPrefix[] extra;

    /// <param name="extraPrefixes">Networks that count beside global unicast, such as documentation space in a laboratory.</param>
    public GlobalAddresses(IEnumerable<IpPrefix>? extraPrefixes = null) => extra = [.. extraPrefixes ?? []];

    /// <summary>Global unicast addresses only.</summary>
    public static GlobalAddresses Strict { get; } = new();

    /// <summary>The networks declared beside global unicast.</summary>
    public IReadOnlyList<IpPrefix> ExtraPrefixes => extra;

    /// <summary>Whether the address counts (rule 5).</summary>
    public bool Counts(IPAddress address)
    {
        var scope = AddressKind.Classify(address);
        return scope == AddressScope.GlobalUnicast || (MayBeDeclared(scope) && Declared(address));
    }

    /// <summary>
    /// Whether a declaration can lift the scope at all. Never what reaches this machine or its link, no host at all, or
    /// an IPv4 host in the dress of IPv6: 64:ff9b::/96 never counts, whatever the settings say.
    /// </summary>
    public static bool MayBeDeclared(AddressScope scope) => scope is not (
        AddressScope.Unspecified or AddressScope.ThisNetwork or AddressScope.Loopback or AddressScope.LinkLocal
        or AddressScope.Multicast or AddressScope.Broadcast or AddressScope.SixToFour or AddressScope.Teredo
        or AddressScope.Nat64 or AddressScope.Nat64Local or AddressScope.Mapped or AddressScope.Compatible);

    private bool Declared(IPAddress address)
    {
        foreach (var prefix in extra)
        {
            if (prefix.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
