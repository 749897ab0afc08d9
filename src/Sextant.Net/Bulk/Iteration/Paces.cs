using System.Buffers.Binary;
using System.Net;
using Sextant.Net.Bulk.Engine;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>How often servers may be asked, alone and all together that one provider runs: the servers of thousands of zones are often a few machines.</summary>
internal sealed class Paces(BulkOptions options, long frequency)
{
    /// <summary>More providers than there are in the world; of networks, the memory that they take is some megabytes.</summary>
    private const int MostProviders = 100_000;

    private readonly Dictionary<ulong, Bucket> _providers = [];

    public ServerPace Of(IPAddress address)
    {
        double rate = options.Rate(address) / options.Threads;
        if (rate <= 0 || options.ProviderRate <= 0)
        {
            return new ServerPace(rate);
        }

        ulong key = options.Provider?.Invoke(address) is { } system ? (1UL << 63) | system : NetworkOf(address);
        if (!_providers.TryGetValue(key, out Bucket? bucket))
        {
            if (_providers.Count >= MostProviders)
            {
                _providers.Clear();
            }

            _providers[key] = bucket = new Bucket(options.ProviderRate / options.Threads, frequency);
        }

        return new ServerPace(rate, bucket);
    }

    /// <summary>Where the provider is not known: the /48, or the /24 of IPv4.</summary>
    private static ulong NetworkOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) >> 8 : (1UL << 62) | (BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
    }
}
