using System.Buffers.Binary;
using Sextant.Net.Bulk.Engine;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>What an answer means to one that asked a zone's server.</summary>
internal enum ReplyMeaning
{
    Answer,
    Alias,
    NoData,
    NxDomain,
    Referral,
    Lame,
    Malformed,
    TargetTooLong,
}

/// <summary>
/// Reads an answer with suspicion and without allocating: only what lies in the zone of the server asked is looked at (RFC 2181 section 5.4.1, RFC 5452 section 6).
/// Works in buffers of its own, one for each thread; what it found holds until the next reading.
/// </summary>
internal sealed class ReplyReading
{
    /// <summary>Name servers of a zone that are looked at. 16: the root has 13.</summary>
    private const int MostServers = 16;

    /// <summary>Addresses taken for one zone: lists of hundreds are of no use.</summary>
    private const int MostGlue = 64;

    private readonly DnsRecordView[] _all = new DnsRecordView[DnsReader.MaxRecords];
    private readonly DnsRecordView[] _records = new DnsRecordView[DnsReader.MaxRecords];
    private readonly byte[] _target = new byte[DnsName.MaxWireLength + 1];
    private readonly byte[] _child = new byte[DnsName.MaxWireLength + 1];
    private readonly byte[] _servers = new byte[MostServers * DnsName.MaxWireLength];
    private readonly int[] _serverEnds = new int[MostServers];
    private readonly (int Server, int Record)[] _glue = new (int, int)[MostGlue];
    private int _count;
    private int _recordCount;
    private int _targetLength;
    private int _childLength;

    public ReadOnlySpan<DnsRecordView> Records => _records.AsSpan(0, _recordCount);

    /// <summary>Where an alias leads, in lower case.</summary>
    public ReadOnlySpan<byte> Target => _target.AsSpan(0, _targetLength);

    /// <summary>The zone referred to, in lower case.</summary>
    public ReadOnlySpan<byte> Child => _child.AsSpan(0, _childLength);

    public int ServerCount { get; private set; }

    public int GlueCount { get; private set; }

    /// <summary>How long what was found may be kept, in seconds; 0 when it may not.</summary>
    public uint Ttl { get; private set; }

    /// <summary>Records that belong to nothing.</summary>
    public int Stray { get; private set; }

    public ReadOnlySpan<byte> ServerName(int index) => _servers.AsSpan(index == 0 ? 0 : _serverEnds[index - 1], _serverEnds[index] - (index == 0 ? 0 : _serverEnds[index - 1]));

    /// <summary>An address that came along, and whose it is.</summary>
    public int Glue(int index, ReadOnlySpan<byte> message, out ReadOnlySpan<byte> address)
    {
        address = _all[_glue[index].Record].RData(message);
        return _glue[index].Server;
    }

    /// <param name="name">Asked, in lower case; lies in the zone.</param>
    /// <param name="zone">Of the server that was asked, in lower case.</param>
    public ReplyMeaning Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, DnsType type, ReadOnlySpan<byte> zone)
    {
        (_count, _recordCount, _targetLength, _childLength, ServerCount, GlueCount, Ttl, Stray) = (0, 0, 0, 0, 0, 0, 0, 0);
        var reader = new DnsSpanReader(message);
        DnsHeader header = reader.Header;
        if (header.Records > _all.Length)
        {
            return ReplyMeaning.Malformed;
        }

        while (reader.TryReadRecord(out DnsRecordView record))
        {
            if (record.Class == DnsClass.In)
            {
                _all[_count++] = record;
            }
        }

        return reader.Fault != DnsFault.None ? ReplyMeaning.Malformed : ReadAnswers(message, name, type, zone) ?? ReadRest(message, header, name, type, zone);
    }

    private ReplyMeaning? ReadAnswers(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, DnsType type, ReadOnlySpan<byte> zone)
    {
        uint ttl = uint.MaxValue;
        int alias = -1;
        bool isDname = false;
        int answers = 0;
        for (int i = 0; i < _count && _all[i].Section == DnsSection.Answer; i++)
        {
            ref DnsRecordView record = ref _all[i];
            answers++;
            if ((record.Type == type || type == DnsType.Any) && IsName(message, record.OwnerOffset, name))
            {
                _records[_recordCount++] = record;
                ttl = Math.Min(ttl, Usable(record.Ttl));
            }
            else if (record.Type == DnsType.Cname && (alias < 0 || isDname) && IsName(message, record.OwnerOffset, name))
            {
                (alias, isDname) = (i, false);
            }
            else if (record.Type == DnsType.Dname && alias < 0 && IsAbove(message, record.OwnerOffset, name, zone))
            {
                (alias, isDname) = (i, true);
            }
        }

        Stray = answers - _recordCount - (alias >= 0 ? 1 : 0);
        if (_recordCount > 0)
        {
            Ttl = ttl;
            return ReplyMeaning.Answer;
        }

        // Only the first alias is taken from an answer: its target is looked up from the top, in the zone that it belongs to.
        return alias < 0 ? null : ReadAlias(message, _all[alias], isDname, name);
    }

    private ReplyMeaning ReadAlias(ReadOnlySpan<byte> message, in DnsRecordView record, bool isDname, ReadOnlySpan<byte> name)
    {
        Ttl = Usable(record.Ttl);
        int prefix = 0;
        if (isDname)
        {
            // RFC 6672 section 2.2: what stands in front of the owner is put in front of the target.
            Span<byte> owner = stackalloc byte[DnsName.MaxWireLength];
            DnsNameWire.TryCopy(message, record.OwnerOffset, message.Length, owner, out CopiedName above);
            prefix = name.Length - above.Length;
            name[..prefix].CopyTo(_target);
        }

        Span<byte> target = stackalloc byte[DnsName.MaxWireLength];
        if (!DnsNameWire.TryCopy(message, record.RDataOffset, record.RDataEnd, target, out CopiedName copied) || copied.Next != record.RDataEnd)
        {
            return ReplyMeaning.Malformed;
        }

        if (prefix + copied.Length > DnsName.MaxWireLength)
        {
            return ReplyMeaning.TargetTooLong;
        }

        Fold(target[..copied.Length], _target.AsSpan(prefix));
        _targetLength = prefix + copied.Length;
        return ReplyMeaning.Alias;
    }

    private ReplyMeaning ReadRest(ReadOnlySpan<byte> message, in DnsHeader header, ReadOnlySpan<byte> name, DnsType type, ReadOnlySpan<byte> zone)
    {
        bool soa = false;
        int first = -1;
        for (int i = 0; i < _count; i++)
        {
            ref DnsRecordView record = ref _all[i];
            if (record.Section != DnsSection.Authority)
            {
                continue;
            }

            if (record.Type == DnsType.Soa && !soa && record.RDataLength >= 22 && IsAbove(message, record.OwnerOffset, name, zone, orSame: true))
            {
                // RFC 2308 section 5: the lesser of the SOA's minimum and its own TTL.
                soa = true;
                Ttl = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(message[(record.RDataEnd - 4)..]), Usable(record.Ttl));
            }
            else if (record.Type == DnsType.Ns && first < 0 && IsAbove(message, record.OwnerOffset, name, zone, orSame: true) && !IsName(message, record.OwnerOffset, zone))
            {
                first = i;
            }
        }

        bool proper = soa || header.Authoritative;
        if (header.Rcode == DnsRcode.NxDomain)
        {
            return proper ? ReplyMeaning.NxDomain : ReplyMeaning.Lame;
        }

        if (soa || first < 0)
        {
            return proper ? ReplyMeaning.NoData : ReplyMeaning.Lame;
        }

        return ReadReferral(message, first, name, type, zone);
    }

    private ReplyMeaning ReadReferral(ReadOnlySpan<byte> message, int first, ReadOnlySpan<byte> name, DnsType type, ReadOnlySpan<byte> zone)
    {
        DnsNameWire.TryCopy(message, _all[first].OwnerOffset, message.Length, _child, out CopiedName child);
        Fold(_child.AsSpan(0, child.Length), _child);
        _childLength = child.Length;
        if (type == DnsType.Ds && Child.SequenceEqual(name))
        {
            return ReplyMeaning.NoData; // a server that does not know DS refers to the child, who would not know either: there is none
        }

        uint ttl = uint.MaxValue;
        Span<byte> host = stackalloc byte[DnsName.MaxWireLength];
        for (int i = first; i < _count && ServerCount < MostServers; i++)
        {
            ref DnsRecordView record = ref _all[i];
            if (record.Section == DnsSection.Authority && record.Type == DnsType.Ns && IsName(message, record.OwnerOffset, Child)
                && DnsNameWire.TryCopy(message, record.RDataOffset, record.RDataEnd, host, out CopiedName copied) && copied.Next == record.RDataEnd)
            {
                int start = ServerCount == 0 ? 0 : _serverEnds[ServerCount - 1];
                Fold(host[..copied.Length], _servers.AsSpan(start));
                _serverEnds[ServerCount++] = start + copied.Length;
                ttl = Math.Min(ttl, Usable(record.Ttl));
            }
        }

        Ttl = ttl;
        ReadGlue(message, zone);
        return ServerCount > 0 ? ReplyMeaning.Referral : ReplyMeaning.Malformed;
    }

    private void ReadGlue(ReadOnlySpan<byte> message, ReadOnlySpan<byte> zone)
    {
        Span<byte> owner = stackalloc byte[DnsName.MaxWireLength];
        for (int i = 0; i < _count && GlueCount < MostGlue; i++)
        {
            ref DnsRecordView record = ref _all[i];
            bool isAddress = record is { Type: DnsType.A, RDataLength: 4 } or { Type: DnsType.Aaaa, RDataLength: 16 };
            if (record.Section != DnsSection.Additional || !isAddress || !DnsNameWire.TryCopy(message, record.OwnerOffset, message.Length, owner, out CopiedName copied))
            {
                continue;
            }

            Span<byte> name = owner[..copied.Length];
            Fold(name, name);
            if (!WireName.IsWithin(name, zone))
            {
                Stray++;
                continue;
            }

            for (int server = 0; server < ServerCount; server++)
            {
                if (ServerName(server).SequenceEqual(name))
                {
                    _glue[GlueCount++] = (server, i);
                    break;
                }
            }
        }
    }

    /// <summary>Whether the owner lies in the zone and the name below the owner.</summary>
    private static bool IsAbove(ReadOnlySpan<byte> message, int owner, ReadOnlySpan<byte> name, ReadOnlySpan<byte> zone, bool orSame = false)
    {
        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        if (!DnsNameWire.TryCopy(message, owner, message.Length, wire, out CopiedName copied))
        {
            return false;
        }

        ReadOnlySpan<byte> above = wire[..copied.Length];
        return (orSame || above.Length < name.Length) && WireName.IsWithin(name, above) && WireName.IsWithin(above, zone);
    }

    private static bool IsName(ReadOnlySpan<byte> message, int owner, ReadOnlySpan<byte> name)
    {
        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        return DnsNameWire.TryCopy(message, owner, message.Length, wire, out CopiedName copied) && WireName.Same(wire[..copied.Length], name);
    }

    /// <summary>RFC 2181 section 8: a TTL with the highest bit set is 0.</summary>
    private static uint Usable(uint ttl) => ttl > int.MaxValue ? 0 : ttl;

    private static void Fold(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = WireName.Fold(from[i]);
        }
    }
}
