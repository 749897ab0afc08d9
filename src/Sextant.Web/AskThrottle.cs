using System.Net;
using System.Net.Sockets;

namespace Sextant.Web;

/// <summary>
/// How often one source may ask for something that strangers could try in masses. A source is an IPv4 address or an IPv6 network of 64 bits, which is what one household or office is given
/// (RFC 6177). Kept in memory for the time of the measure, and nowhere else.
/// </summary>
/// <param name="most">Times in a span.</param>
/// <param name="span">The span.</param>
public sealed class AskThrottle(int most, TimeSpan span, TimeProvider clock)
{
    // 50,000 sources, some 6 MB: a flood of them pushes the oldest out, not the program over.
    private const int MostSources = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Began)> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one time; false when the source has had its share.</summary>
    public bool TryTake(string from)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string source = Source(from);
        lock (_lock)
        {
            if (_counts.Count >= MostSources)
            {
                Tidy(now);
            }

            (int count, DateTimeOffset began) = _counts.TryGetValue(source, out (int Count, DateTimeOffset Began) held) && now - held.Began < span ? held : (0, now);
            _counts[source] = (Math.Min(count + 1, most + 1), began);
            return count < most;
        }
    }

    private void Tidy(DateTimeOffset now)
    {
        foreach (string old in _counts.Where(pair => now - pair.Value.Began >= span).Select(pair => pair.Key).ToArray())
        {
            _counts.Remove(old);
        }

        foreach (string old in _counts.OrderBy(pair => pair.Value.Began).Take(_counts.Count - (MostSources / 2)).Select(pair => pair.Key).ToArray())
        {
            _counts.Remove(old);
        }
    }

    private static string Source(string from)
    {
        if (!IPAddress.TryParse(from, out IPAddress? address))
        {
            return from;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
