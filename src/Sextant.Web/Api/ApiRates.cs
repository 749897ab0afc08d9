using System.Net;
using System.Net.Sockets;

namespace Sextant.Web.Api;

/// <summary>How often one caller may ask: a bucket for each token, person or network that fills evenly.</summary>
/// <param name="Known">Requests a second of who is known. 10: a program that walks the whole register takes minutes, and leaves the pages room.</param>
/// <param name="Strangers">Requests a second of one network of strangers. 5: an office behind one address.</param>
/// <param name="Seconds">How many seconds' worth may be asked at once. 30: a page of charts asks for dozens of things together.</param>
public sealed record ApiRateOptions(int Known = 10, int Strangers = 5, int Seconds = 30);

/// <summary>Counts who asks how often.</summary>
internal sealed class ApiRates(ApiRateOptions options, TimeProvider clock)
{
    /// <summary>10,000 callers, as at the desk for measuring; beyond that the full buckets are forgotten, which changes nothing for anybody.</summary>
    private const int MostCallers = 10_000;

    private readonly Dictionary<string, (double Left, long At)> _buckets = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Takes one request out of a caller's bucket.</summary>
    /// <returns>0: let in; else the seconds until the next is.</returns>
    internal int Take(string caller, bool known)
    {
        double rate = known ? options.Known : options.Strangers;
        double most = rate * options.Seconds;
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            if (_buckets.Count >= MostCallers && !_buckets.ContainsKey(caller))
            {
                Forget(now);
            }

            double left = _buckets.TryGetValue(caller, out (double Left, long At) held) ? Math.Min(most, held.Left + (clock.GetElapsedTime(held.At, now).TotalSeconds * rate)) : most;
            _buckets[caller] = (Math.Max(0, left >= 1 ? left - 1 : left), now);
            return left >= 1 ? 0 : (int)Math.Ceiling((1 - left) / rate);
        }
    }

    /// <summary>How a stranger is counted: by the network of 64 bits, since a household has as many addresses as it likes (RFC 6177); by the address over IPv4.</summary>
    internal static string NetworkOf(IPAddress? address) => address switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.MapToIPv4().ToString(),
    };

    private void Forget(long now)
    {
        double longest = options.Seconds;
        foreach ((string caller, (double _, long at)) in _buckets.ToArray())
        {
            if (clock.GetElapsedTime(at, now).TotalSeconds >= longest)
            {
                _buckets.Remove(caller);
            }
        }

        if (_buckets.Count >= MostCallers)
        {
            _buckets.Clear(); // a flood of networks: each begins anew, and none is kept out for others' sake
        }
    }
}
