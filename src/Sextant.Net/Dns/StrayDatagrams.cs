using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>What came for one question over UDP and was not its answer: counted, and the last of it kept.</summary>
internal sealed class StrayDatagrams
{
    /// <summary>A flood of junk is not read for ever.</summary>
    public const int Most = 1000;

    private DnsMatch _kind;
    private DnsFault _fault;
    private byte[]? _bytes;

    public int Count { get; private set; }

    /// <summary>A whole message to another question tells more than bytes that are none.</summary>
    public void Add(DnsMatch kind, DnsFault fault, ReadOnlyMemory<byte> bytes)
    {
        Count++;
        if (_bytes is null || kind == DnsMatch.Mismatch)
        {
            (_kind, _fault, _bytes) = (kind, fault, bytes.ToArray());
        }
    }

    /// <summary>The exchange of a question that no answer came to.</summary>
    public DnsExchange Into(DnsExchange exchange) => _bytes is null
        ? exchange with { Failure = Failure.TimedOut }
        : exchange with
        {
            Failure = _kind == DnsMatch.Mismatch ? Failure.DnsMismatch : Failure.DnsMalformed,
            Fault = _fault,
            ResponseBytes = _bytes,
        };
}
