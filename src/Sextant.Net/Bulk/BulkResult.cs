using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk;

/// <summary>What came of one question. It lies in the resolver's buffers: read it before <see cref="IBulkHands.Put"/> returns.</summary>
public ref struct BulkResult
{
    /// <summary>The lot of the name.</summary>
    public long Lot { get; init; }

    /// <summary>The place in the lot: name times types, plus the type's place in the list of types.</summary>
    public int Position { get; init; }

    /// <summary>The name asked, in wire form, in any case.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    public DnsType Type { get; init; }

    /// <summary>Null when records came.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The answer; empty when none came.</summary>
    public ReadOnlySpan<byte> Message { get; init; }

    /// <summary>Records of the type asked, at the end of the aliases.</summary>
    public ReadOnlySpan<DnsRecordView> Records { get; init; }

    /// <summary>Targets of the aliases followed, in wire form, one behind the other.</summary>
    public ReadOnlySpan<byte> Aliases { get; init; }

    /// <summary>Who answered last, or should have.</summary>
    public IPEndPoint? Server { get; init; }

    /// <summary>From the last time it was sent to the answer.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Tries { get; init; }

    /// <summary>The answer came over TCP.</summary>
    public bool Tcp { get; init; }

    /// <summary>The resolver says that it validated the answer.</summary>
    public bool AuthenticData { get; init; }

    /// <summary>Where a walk from the root stopped for want of a server to ask.</summary>
    public BulkStop? Stop { get; init; }
}
