using System.Collections.Frozen;
using System.Net;
using System.Net.NetworkInformation;

namespace Sextant.Net.Guard;

/// <summary>The addresses of this machine's own interfaces, read again when they are older than half a minute: addresses come and go while a server runs.</summary>
public sealed class OwnAddresses(TimeProvider time, Func<IEnumerable<IPAddress>>? read = null)
{
    // 30 s: an address that appears is refused soon, and reading the interfaces (about 1 ms) stays off the hot path.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Func<IEnumerable<IPAddress>> read = read ?? OfMachine;
    private readonly Lock gate = new();
    private FrozenSet<IPAddress> known = FrozenSet<IPAddress>.Empty;
    private long readAt;
    private bool everRead;

    /// <summary>Whether the address, of any scope, is one of this machine's.</summary>
    public bool Contains(IPAddress address)
    {
        lock (gate)
        {
            if (!everRead || time.GetElapsedTime(readAt) > Lifetime)
            {
                known = read().Select(WithoutZone).ToFrozenSet();
                readAt = time.GetTimestamp();
                everRead = true;
            }

            return known.Contains(address);
        }
    }

    private static IEnumerable<IPAddress> OfMachine()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)];
        }
        catch (NetworkInformationException)
        {
            // A sandbox may hide the interfaces; loopback and the private ranges are refused by scope all the same.
            return [];
        }
    }

    private static IPAddress WithoutZone(IPAddress address) => new(address.GetAddressBytes());
}
