using System.Globalization;

namespace Sextant.Wire.Dns;

/// <summary>The name of a name server (RFC 1035 section 3.3.11).</summary>
public sealed class NsRecord(DnsName host) : RData
{
    public DnsName Host { get; } = host;

    public override DnsType Type => DnsType.Ns;

    public override string ToString() => DnsTextual.Absolute(Host);

    internal override void Write(ref WireWriter writer) => writer.Name(Host);
}

/// <summary>The name this one is an alias of.</summary>
public sealed class CnameRecord(DnsName target) : RData
{
    public DnsName Target { get; } = target;

    public override DnsType Type => DnsType.Cname;

    public override string ToString() => DnsTextual.Absolute(Target);

    internal override void Write(ref WireWriter writer) => writer.Name(Target);
}

/// <summary>The tree that everything below the owner is an alias of (RFC 6672).</summary>
public sealed class DnameRecord(DnsName target) : RData
{
    public DnsName Target { get; } = target;

    public override DnsType Type => DnsType.Dname;

    public override string ToString() => DnsTextual.Absolute(Target);

    internal override void Write(ref WireWriter writer) => writer.Name(Target, compress: false);
}

/// <summary>The name an address belongs to.</summary>
public sealed class PtrRecord(DnsName host) : RData
{
    public DnsName Host { get; } = host;

    public override DnsType Type => DnsType.Ptr;

    public override string ToString() => DnsTextual.Absolute(Host);

    internal override void Write(ref WireWriter writer) => writer.Name(Host);
}

/// <summary>A mail exchange; preference 0 and the root is "no mail" (RFC 7505).</summary>
public sealed class MxRecord(ushort preference, DnsName exchange) : RData
{
    public ushort Preference { get; } = preference;

    public DnsName Exchange { get; } = exchange;

    /// <summary>Whether this says that no mail is taken (RFC 7505 section 3).</summary>
    public bool IsNull => Exchange.IsRoot;

    public override DnsType Type => DnsType.Mx;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Preference} {DnsTextual.Absolute(Exchange)}");

    internal override void Write(ref WireWriter writer)
    {
        writer.U16(Preference);
        writer.Name(Exchange);
    }
}

/// <summary>The start of a zone of authority (RFC 1035 section 3.3.13).</summary>
public sealed class SoaRecord(DnsName primary, DnsName mailbox, uint serial, uint refresh, uint retry, uint expire, uint minimum) : RData
{
    public DnsName Primary { get; } = primary;

    public DnsName Mailbox { get; } = mailbox;

    public uint Serial { get; } = serial;

    public uint Refresh { get; } = refresh;

    public uint Retry { get; } = retry;

    public uint Expire { get; } = expire;

    /// <summary>The TTL of negative answers, with the record's own TTL as its bound (RFC 2308 section 4).</summary>
    public uint Minimum { get; } = minimum;

    public override DnsType Type => DnsType.Soa;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{DnsTextual.Absolute(Primary)} {DnsTextual.Absolute(Mailbox)} {Serial} {Refresh} {Retry} {Expire} {Minimum}");

    internal static RData? Read(ref RDataReader rdata) =>
        rdata.Done(new SoaRecord(rdata.Name(), rdata.Name(), rdata.U32(), rdata.U32(), rdata.U32(), rdata.U32(), rdata.U32()));

    internal override void Write(ref WireWriter writer)
    {
        writer.Name(Primary);
        writer.Name(Mailbox);
        writer.U32(Serial);
        writer.U32(Refresh);
        writer.U32(Retry);
        writer.U32(Expire);
        writer.U32(Minimum);
    }
}

internal static class DnsTextual
{
    /// <summary>With the trailing dot that RDATA in presentation form needs.</summary>
    public static string Absolute(DnsName name) => name.IsRoot ? "." : name + ".";
}
