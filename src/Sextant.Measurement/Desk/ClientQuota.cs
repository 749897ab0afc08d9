using System.Net;
using System.Net.Sockets;

namespace Sextant.Measurement.Desk;

/// <summary>Counts what each client network asked for within a window. A /64 is one client: its holder has all its addresses.</summary>
internal sealed class ClientQuota(DeskOptions options, TimeProvider clock)
{
    private readonly Dictionary<UInt128, (DateTimeOffset Since, int Count)> _clients = [];

    public bool TryTake(IPAddress client)
    {
        DateTimeOffset now = clock.GetUtcNow();
        UInt128 key = KeyOf(client);
        if (!_clients.TryGetValue(key, out (DateTimeOffset Since, int Count) seen) || now - seen.Since > options.QuotaWindow)
        {
            if (_clients.Count >= options.MostClients && !Sweep(now))
            {
                return false;
            }

            seen = (now, 0);
        }

        if (seen.Count >= options.PerClient)
        {
            return false;
        }

        _clients[key] = (seen.Since, seen.Count + 1);
        return true;
    }

    private bool Sweep(DateTimeOffset now)
    {
        foreach (UInt128 old in _clients.Where(pair => now - pair.Value.Since > options.QuotaWindow).Select(pair => pair.Key).ToArray())
        {
            _clients.Remove(old);
        }

        return _clients.Count < options.MostClients;
    }

    private static UInt128 KeyOf(IPAddress client)
    {
        IPAddress address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        byte[] bytes = address.GetAddressBytes();
        UInt128 key = 0;
        foreach (byte b in address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, 8) : bytes)
        {
            key = (key << 8) | b;
        }

        return key;
    }
}
