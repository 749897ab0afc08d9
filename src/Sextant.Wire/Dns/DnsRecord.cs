using System.Globalization;

namespace Sextant.Wire.Dns;

/// <summary>What is asked: a name and a type, in class IN unless said otherwise.</summary>
public sealed record DnsQuestion(DnsName Name, DnsType Type, DnsClass Class = DnsClass.In)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Class.ToText()} {Type.ToText()}";
}

/// <summary>One resource record as it came.</summary>
public sealed record DnsRecord(DnsName Owner, DnsType Type, DnsClass Class, uint Ttl, RData RData)
{
    /// <summary>A record of class IN whose type its data says.</summary>
    public DnsRecord(DnsName owner, uint ttl, RData data)
        : this(owner, data.Type, DnsClass.In, ttl, data)
    {
    }

    /// <summary>The time it may be kept: a value with the highest bit set counts as zero (RFC 2181 section 8).</summary>
    public uint UsableTtl => Ttl > int.MaxValue ? 0 : Ttl;

    /// <summary>Presentation form: owner, TTL, class, type, RDATA.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Owner} {Ttl} {Class.ToText()} {Type.ToText()} {RData}");
}
