using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Engine;

/// <summary>
/// Takes from an answer what belongs to its question: the aliases that lead on from the name asked, and the records of the type asked at their end.
/// Whatever else stands there is left aside and counted. Works in buffers of its own, one for each thread.
/// </summary>
internal sealed class AnswerSieve
{
    /// <summary>As many as one follows anywhere in Sextant.</summary>
    private const int MaxAliases = 10;

    private const int FirstName = 0xC000 | DnsHeader.Length;
    private readonly DnsRecordView[] _answers = new DnsRecordView[DnsReader.MaxRecords];
    private readonly DnsRecordView[] _records = new DnsRecordView[DnsReader.MaxRecords];
    private readonly byte[] _aliases = new byte[(MaxAliases + 1) * DnsName.MaxWireLength];
    private int _answerCount;
    private int _recordCount;
    private int _aliasLength;
    private int _lastAlias;

    /// <summary>Records of the type asked, at the end of the aliases.</summary>
    public ReadOnlySpan<DnsRecordView> Records => _records.AsSpan(0, _recordCount);

    /// <summary>Targets of the aliases, one behind the other.</summary>
    public ReadOnlySpan<byte> Aliases => _aliases.AsSpan(0, _aliasLength);

    /// <summary>The name at the end of the aliases; empty when there are none.</summary>
    public ReadOnlySpan<byte> LastAlias => _aliases.AsSpan(_lastAlias, _aliasLength - _lastAlias);

    /// <summary>Records of the answer that belong to nothing.</summary>
    public int Stray { get; private set; }

    /// <summary>Reads an answer that is to this question.</summary>
    /// <returns>Null when there are records.</returns>
    public Failure? Sift(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, DnsType type)
    {
        Clear();
        var reader = new DnsSpanReader(message);
        if (reader.Header.Answers > DnsReader.MaxRecords)
        {
            return Failure.DnsMalformed;
        }

        bool soa = false;
        bool servers = false;
        while (reader.TryReadRecord(out DnsRecordView record))
        {
            if (record.Section == DnsSection.Answer && record.Class == DnsClass.In)
            {
                _answers[_answerCount++] = record;
            }

            soa |= record is { Section: DnsSection.Authority, Type: DnsType.Soa };
            servers |= record is { Section: DnsSection.Authority, Type: DnsType.Ns };
        }

        if (reader.Fault != DnsFault.None)
        {
            return Failure.DnsMalformed;
        }

        Failure? failure = Follow(message, name, type);
        Stray = Math.Max(0, Stray - _recordCount);
        if (failure is not null || _recordCount > 0)
        {
            return failure;
        }

        // RFC 2308 section 2.2: name servers and no SOA is a referral, by one who does not resolve; it says nothing of what the name has.
        bool refersOn = servers && !soa && !reader.Header.Authoritative;
        return reader.Header.Rcode == DnsRcode.NxDomain ? Failure.DnsNxdomain : refersOn ? Failure.DnsLame : Failure.DnsNoData;
    }

    /// <summary>Nothing taken yet.</summary>
    public void Clear() => (_answerCount, _recordCount, _aliasLength, _lastAlias, Stray) = (0, 0, 0, 0, 0);

    private Failure? Follow(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, DnsType type)
    {
        Stray = _answerCount;
        ReadOnlySpan<byte> current = name;
        for (int aliases = 0; ; aliases++)
        {
            int alias = Take(message, current, type, isFirst: aliases == 0);
            if (_recordCount > 0 || alias < 0)
            {
                return null;
            }

            if (aliases == MaxAliases)
            {
                return Failure.DnsChainTooLong;
            }

            Stray--;
            Span<byte> target = _aliases.AsSpan(_aliasLength);
            if (!DnsNameWire.TryCopy(message, _answers[alias].RDataOffset, _answers[alias].RDataEnd, target, out CopiedName copied)
                || copied.Next != _answers[alias].RDataEnd)
            {
                return Failure.DnsMalformed;
            }

            if (IsKnown(target[..copied.Length], name))
            {
                return Failure.DnsLoop;
            }

            (_lastAlias, _aliasLength) = (_aliasLength, _aliasLength + copied.Length);
            current = LastAlias;
        }
    }

    /// <summary>Takes the records of a name; gives the place of its alias, or -1.</summary>
    private int Take(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, DnsType type, bool isFirst)
    {
        int alias = -1;
        for (int i = 0; i < _answerCount; i++)
        {
            ref DnsRecordView record = ref _answers[i];
            bool wanted = record.Type == type || type == DnsType.Any;
            if ((wanted || record.Type == DnsType.Cname) && IsName(message, record.OwnerOffset, name, isFirst))
            {
                if (wanted)
                {
                    _records[_recordCount++] = record;
                }
                else
                {
                    alias = alias < 0 ? i : alias;
                }
            }
        }

        return alias;
    }

    private bool IsKnown(ReadOnlySpan<byte> target, ReadOnlySpan<byte> name)
    {
        for (int at = 0; at < _aliasLength;)
        {
            int length = WireName.Length(_aliases.AsSpan(at));
            if (WireName.Same(_aliases.AsSpan(at, length), target))
            {
                return true;
            }

            at += length;
        }

        return WireName.Same(target, name);
    }

    private static bool IsName(ReadOnlySpan<byte> message, int offset, ReadOnlySpan<byte> name, bool isFirst)
    {
        // Nearly every owner is a pointer to the question.
        if (isFirst && ((message[offset] << 8) | message[offset + 1]) == FirstName)
        {
            return true;
        }

        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        return DnsNameWire.TryCopy(message, offset, message.Length, wire, out CopiedName copied) && WireName.Same(wire[..copied.Length], name);
    }
}
