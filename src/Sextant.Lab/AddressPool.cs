using System.Net;
using System.Net.Sockets;
using Sextant.Wire;

namespace Sextant.Lab;

/// <summary>
/// Gives virtual addresses that can never be anybody's: documentation space (RFC 3849, RFC 5737), and for IPv4, when
/// those 762 are used up, benchmarking space (RFC 2544). The same name gets the same address each time it asks.
/// </summary>
internal sealed class AddressPool
{
    private const uint TestNet1 = 0xC0000200;
    private const uint TestNet2 = 0xC6336400;
    private const uint TestNet3 = 0xCB007100;
    private const uint Benchmarking = 0xC6120000;
    private const int BenchmarkingHosts = 1 << 17;

    private readonly Dictionary<(string Name, Family Family), IPAddress> _given = [];
    private readonly HashSet<IPAddress> _taken = [];
    private readonly IEnumerator<IPAddress> _v4 = V4().GetEnumerator();
    private int _v6 = 0x1000;

    /// <summary>Whether addresses beyond documentation space were needed.</summary>
    public bool UsesBenchmarkingSpace { get; private set; }

    /// <summary>Marks an address that a script chose by hand.</summary>
    public void Take(IPAddress address) => _taken.Add(address);

    public IPAddress Next(string name, Family family)
    {
        if (!_given.TryGetValue((name, family), out var address))
        {
            do
            {
                address = family == Family.V6 ? NextV6() : NextV4();
            }
            while (!_taken.Add(address));
            _given[(name, family)] = address;
        }

        return address;
    }

    // One /48 for each host: hosts of different organisations never share a prefix by accident.
    private IPAddress NextV6() => _v6 <= ushort.MaxValue
        ? IPAddress.Parse($"2001:db8:{_v6++:x}::1")
        : throw new InvalidOperationException("A world has at most 61,440 hosts with IPv6.");

    private IPAddress NextV4()
    {
        if (!_v4.MoveNext())
        {
            throw new InvalidOperationException("A world has at most some 131,000 hosts with IPv4.");
        }

        UsesBenchmarkingSpace |= _v4.Current.GetAddressBytes()[1] == 18;
        return _v4.Current;
    }

    // 192.0.2.0/25 is left to the world's own places: vantage, resolver.
    private static IEnumerable<IPAddress> V4() =>
        Range(TestNet3 + 1, 254).Concat(Range(TestNet2 + 1, 254)).Concat(Range(TestNet1 + 128, 127)).Concat(Range(Benchmarking + 1, BenchmarkingHosts - 2));

    private static IEnumerable<IPAddress> Range(uint first, int count)
    {
        for (uint i = 0; i < count; i++)
        {
            uint value = first + i;
            yield return new IPAddress([(byte)(value >> 24), (byte)((value >> 16) & 0xFF), (byte)((value >> 8) & 0xFF), (byte)(value & 0xFF)]);
        }
    }
}
