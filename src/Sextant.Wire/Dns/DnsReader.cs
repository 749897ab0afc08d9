using System.Diagnostics.CodeAnalysis;

namespace Sextant.Wire.Dns;

/// <summary>Reads whole messages. Every malformed input ends in a <see cref="DnsFault"/>, never in an exception.</summary>
public static class DnsReader
{
    /// <summary>
    /// A message of 65,535 bytes holds 4,095 A records of one owner: whatever can be used is read, and what
    /// announces more consists of records too small to say anything.
    /// </summary>
    public const int MaxRecords = 4096;

    /// <summary>Reads a message; false with the first fault met.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out DnsMessage? message, out DnsFault fault)
    {
        message = null;
        var reader = new DnsSpanReader(bytes);
        var sections = new Sections();
        fault = reader.Header.Records > MaxRecords ? DnsFault.TooManyRecords : ReadQuestions(ref reader, sections.Questions);
        while (fault == DnsFault.None && reader.TryReadRecord(out DnsRecordView view))
        {
            fault = ReadRecord(bytes, view, sections);
        }

        fault = fault == DnsFault.None ? reader.Fault : fault;
        message = fault == DnsFault.None ? sections.ToMessage(reader.Header, bytes.Length - reader.Position) : null;
        return message is not null;
    }

    private static DnsFault ReadQuestions(ref DnsSpanReader reader, List<DnsQuestion> questions)
    {
        Span<byte> name = stackalloc byte[DnsName.MaxWireLength];
        while (reader.TryReadQuestion(out DnsQuestionView view))
        {
            if (questions.Count == MaxRecords)
            {
                return DnsFault.TooManyRecords;
            }

            if (!reader.TryCopyName(view.NameOffset, name, out int length))
            {
                break;
            }

            questions.Add(new DnsQuestion(DnsName.FromChecked(name[..length]), view.Type, view.Class));
        }

        return reader.Fault;
    }

    private static DnsFault ReadRecord(ReadOnlySpan<byte> bytes, DnsRecordView view, Sections sections)
    {
        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        if (!DnsNameWire.TryCopy(bytes, view.OwnerOffset, bytes.Length, wire, out CopiedName copied))
        {
            return copied.Fault;
        }

        DnsName owner = sections.Intern(wire[..copied.Length]);
        var rdata = new RDataReader(bytes, view.RDataOffset, view.RDataEnd);
        RData? data = RDataCatalog.Read(view.Type, ref rdata);
        if (data is null)
        {
            return rdata.Fault;
        }

        var record = new DnsRecord(owner, view.Type, view.Class, view.Ttl, data);
        if (view.Section == DnsSection.Additional && data is OptRecord)
        {
            return sections.TakeOpt(record);
        }

        sections.Of(view.Section).Add(record);
        return DnsFault.None;
    }

    /// <summary>What has been read so far.</summary>
    private sealed class Sections
    {
        private readonly List<DnsRecord> _answers = [];
        private readonly List<DnsRecord> _authorities = [];
        private readonly List<DnsRecord> _additionals = [];
        private DnsRecord? _opt;
        private DnsName? _lastOwner;

        public List<DnsQuestion> Questions { get; } = [];

        public List<DnsRecord> Of(DnsSection section) => section switch
        {
            DnsSection.Answer => _answers,
            DnsSection.Authority => _authorities,
            _ => _additionals,
        };

        /// <summary>Records of a set follow each other: the same owner is held once.</summary>
        public DnsName Intern(ReadOnlySpan<byte> wire)
        {
            if (_lastOwner is null || !_lastOwner.Wire.SequenceEqual(wire))
            {
                _lastOwner = Questions.Count > 0 && Questions[0].Name.Wire.SequenceEqual(wire)
                    ? Questions[0].Name
                    : DnsName.FromChecked(wire);
            }

            return _lastOwner;
        }

        public DnsFault TakeOpt(DnsRecord record)
        {
            if (_opt is not null || !record.Owner.IsRoot)
            {
                return _opt is not null ? DnsFault.OptRepeated : DnsFault.OptOwner;
            }

            _opt = record;
            return DnsFault.None;
        }

        public DnsMessage ToMessage(DnsHeader header, int trailing) => new()
        {
            Id = header.Id,
            IsResponse = header.IsResponse,
            Opcode = header.Opcode,
            Authoritative = header.Authoritative,
            Truncated = header.Truncated,
            RecursionDesired = header.RecursionDesired,
            RecursionAvailable = header.RecursionAvailable,
            AuthenticData = header.AuthenticData,
            CheckingDisabled = header.CheckingDisabled,
            Rcode = (DnsRcode)((_opt is null ? 0 : (int)(_opt.Ttl >> 24) << 4) | (int)header.Rcode),
            Questions = Questions,
            Answers = _answers,
            Authorities = _authorities,
            Additionals = _additionals,
            Edns = _opt is null ? null : Edns(_opt),
            TrailingBytes = trailing,
        };

        /// <summary>The class holds the payload size, the TTL the extended code, the version and the DO bit (RFC 6891 section 6.1.3).</summary>
        private static DnsEdns Edns(DnsRecord opt) => new()
        {
            UdpPayload = (ushort)opt.Class,
            Version = (byte)((opt.Ttl >> 16) & 0xFF),
            DnssecOk = (opt.Ttl & 0x8000) != 0,
            Options = ((OptRecord)opt.RData).Options,
        };
    }
}
