using System.Collections.Concurrent;
using Sextant.Measurement.Evidence;

namespace Sextant.Measurement.Probes;

/// <summary>The raw bytes of one scan, by their hash, until they are kept as evidence. Bounded; safe for parallel probes.</summary>
public sealed class BlobSink
{
    /// <summary>Most bytes one scan may keep. 8 MiB: several times what a healthy site with eight addresses leaves.</summary>
    public const int MostBytes = 8 << 20;

    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The blobs by reference (<c>sha256:</c> and 64 hexadecimal digits).</summary>
    public IReadOnlyDictionary<string, byte[]> Blobs => _blobs;

    /// <summary>Keeps bytes and gives their reference; null when there are none, or when the scan's bound is reached.</summary>
    public string? Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        Span<char> name = stackalloc char[EvidenceHash.TextLength];
        EvidenceHash.Of(bytes).Write(name);
        if (_blobs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out string? known, out _))
        {
            return known;
        }

        return Keep(name.ToString(), bytes.ToArray());
    }

    /// <summary>Keeps what another sink holds too.</summary>
    public void Add(BlobSink others)
    {
        foreach ((string reference, byte[] bytes) in others._blobs)
        {
            if (!_blobs.ContainsKey(reference))
            {
                Keep(reference, bytes);
            }
        }
    }

    private string? Keep(string reference, byte[] bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes.Length) > MostBytes)
        {
            Interlocked.Add(ref _bytes, -bytes.Length);
            return null;
        }

        _blobs.TryAdd(reference, bytes);
        return reference;
    }
}
