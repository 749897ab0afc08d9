using System.Buffers.Binary;

namespace Sextant.Wire.Dns;

/// <summary>A question as it stands in the message: its name is copied only on demand.</summary>
public readonly record struct DnsQuestionView(int NameOffset, DnsType Type, DnsClass Class);

/// <summary>A record as it stands in the message: offsets, nothing copied.</summary>
public readonly record struct DnsRecordView(
    DnsSection Section, int OwnerOffset, DnsType Type, DnsClass Class, uint Ttl, int RDataOffset, int RDataLength)
{
    /// <summary>Where RDATA ends.</summary>
    public int RDataEnd => RDataOffset + RDataLength;

    /// <summary>The bytes of RDATA.</summary>
    public ReadOnlySpan<byte> RData(ReadOnlySpan<byte> message) => message.Slice(RDataOffset, RDataLength);
}

/// <summary>
/// Walks a message from its header over the questions to the records, in order, and allocates nothing.
/// RDATA is not looked into. The first fault ends the walk and stays in <see cref="Fault"/>.
/// </summary>
public ref struct DnsSpanReader
{
    private readonly ReadOnlySpan<byte> _message;
    private int _questions;
    private int _records;

    public DnsSpanReader(ReadOnlySpan<byte> message)
    {
        _message = message;
        if (message.Length > ushort.MaxValue)
        {
            Fault = DnsFault.MessageTooLong;
        }
        else if (!DnsHeader.TryRead(message, out DnsHeader header))
        {
            Fault = DnsFault.HeaderTruncated;
        }
        else
        {
            Header = header;
            Position = DnsHeader.Length;
        }
    }

    /// <summary>The header; all zero when there was none.</summary>
    public DnsHeader Header { get; }

    /// <summary>What is wrong, if anything was met so far.</summary>
    public DnsFault Fault { get; private set; }

    /// <summary>Where the next question or record begins; after the last one, where trailing bytes would.</summary>
    public int Position { get; private set; }

    /// <summary>The message walked over.</summary>
    public readonly ReadOnlySpan<byte> Message => _message;

    /// <summary>The next question; false after the last one and on a fault.</summary>
    public bool TryReadQuestion(out DnsQuestionView question)
    {
        question = default;
        if (Fault != DnsFault.None || _questions >= Header.Questions)
        {
            return false;
        }

        int offset = Position;
        if (!DnsNameWire.TrySkip(_message, offset, out int next, out DnsFault fault))
        {
            return Fail(fault == DnsFault.NameTruncated ? DnsFault.QuestionTruncated : fault);
        }

        if (_message.Length - next < 4)
        {
            return Fail(DnsFault.QuestionTruncated);
        }

        question = new DnsQuestionView(offset, (DnsType)U16(next), (DnsClass)U16(next + 2));
        Position = next + 4;
        _questions++;
        return true;
    }

    /// <summary>The next record, questions not yet read stepped over; false after the last one and on a fault.</summary>
    public bool TryReadRecord(out DnsRecordView record)
    {
        record = default;
        while (TryReadQuestion(out _))
        {
        }

        if (Fault != DnsFault.None || _records >= Header.Records)
        {
            return false;
        }

        int offset = Position;
        if (!DnsNameWire.TrySkip(_message, offset, out int next, out DnsFault fault))
        {
            return Fail(fault == DnsFault.NameTruncated ? DnsFault.RecordTruncated : fault);
        }

        if (_message.Length - next < 10 || _message.Length - next - 10 < U16(next + 8))
        {
            return Fail(DnsFault.RecordTruncated);
        }

        record = new DnsRecordView(
            Section(), offset, (DnsType)U16(next), (DnsClass)U16(next + 2),
            BinaryPrimitives.ReadUInt32BigEndian(_message[(next + 4)..]), next + 10, U16(next + 8));
        Position = record.RDataEnd;
        _records++;
        return true;
    }

    /// <summary>Copies the name at <paramref name="offset"/> uncompressed; false, with the fault kept, when it is malformed.</summary>
    public bool TryCopyName(int offset, scoped Span<byte> name, out int length)
    {
        bool ok = DnsNameWire.TryCopy(_message, offset, _message.Length, name, out CopiedName copied);
        length = copied.Length;
        return ok || Fail(copied.Fault);
    }

    private readonly DnsSection Section() =>
        _records < Header.Answers ? DnsSection.Answer
        : _records < Header.Answers + Header.Authorities ? DnsSection.Authority
        : DnsSection.Additional;

    private readonly ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_message[at..]);

    private bool Fail(DnsFault fault)
    {
        Fault = fault;
        return false;
    }
}
