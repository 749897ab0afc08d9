using System.Net;
using System.Security.Cryptography;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>How bytes that came stand to the question.</summary>
internal enum DnsMatch
{
    /// <summary>The answer, readable.</summary>
    Answer,

    /// <summary>The answer to this question, with something in it that cannot be read.</summary>
    Malformed,

    /// <summary>A message to another question or with another id.</summary>
    Mismatch,

    /// <summary>Not a message.</summary>
    Garbage,
}

/// <summary>A question as sent, and what counts as its answer.</summary>
internal sealed record DnsQuery(DnsQuestion Question, ushort Id, DnsName Sent, byte[] Bytes, bool CaseMixed)
{
    /// <summary>Header, name, type and class, and an OPT record without options.</summary>
    private const int Largest = DnsHeader.Length + DnsName.MaxWireLength + 4 + 11;

    /// <summary>Draws id and case, both from the system's strong source (RFC 5452 section 9.2).</summary>
    public static DnsQuery Make(DnsQuestion question, DnsAskOptions options)
    {
        Span<byte> name = stackalloc byte[DnsName.MaxWireLength];
        Span<byte> random = stackalloc byte[DnsName.MaxWireLength + 2];
        RandomNumberGenerator.Fill(random);
        name = name[..question.Name.Wire.Length];
        question.Name.Wire.CopyTo(name);
        if (options.Use0x20)
        {
            DnsWriter.MixCase(name, random[2..]);
        }

        ushort id = BitConverter.ToUInt16(random);
        Span<byte> bytes = stackalloc byte[Largest];
        DnsWriter.TryWriteQuery(bytes, id, name, question.Type, options.Flags, out int written);
        DnsName.TryFromWire(name, out DnsName? sent);
        return new DnsQuery(question, id, sent!, bytes[..written].ToArray(), options.Use0x20);
    }

    /// <summary>The exchange in which it goes out now.</summary>
    public DnsExchange Begin(IPEndPoint server, DnsProtocol transport, TimeProvider time) => new()
    {
        Server = server,
        Transport = transport,
        Question = Question,
        At = time.GetUtcNow(),
        QueryBytes = Bytes,
    };

    /// <summary>Judges bytes that came from the server's endpoint.</summary>
    public DnsMatch Match(ReadOnlySpan<byte> bytes, out DnsMessage? message, out DnsFault fault)
    {
        if (DnsReader.TryRead(bytes, out message, out fault))
        {
            return IsAnswer(message) ? DnsMatch.Answer : DnsMatch.Mismatch;
        }

        if (!DnsHeader.TryRead(bytes, out DnsHeader header))
        {
            return DnsMatch.Garbage;
        }

        if (!header.IsResponse || header.Id != Id)
        {
            return DnsMatch.Mismatch;
        }

        return EchoesQuestion(bytes) ? MatchTruncated(header, out message) : DnsMatch.Garbage;
    }

    /// <summary>A server may cut a truncated answer in the middle of a record: TC says to ask over TCP and not to look further (RFC 2181 section 9).</summary>
    private DnsMatch MatchTruncated(DnsHeader header, out DnsMessage? message)
    {
        message = header.Truncated
            ? new DnsMessage { Id = Id, IsResponse = true, Truncated = true, Authoritative = header.Authoritative, Rcode = header.Rcode, Questions = [new(Sent, Question.Type)] }
            : null;
        return header.Truncated ? DnsMatch.Answer : DnsMatch.Malformed;
    }

    /// <summary>What a readable answer's code means as a failure; null for NOERROR.</summary>
    public static Failure? FailureOf(DnsRcode rcode) => rcode switch
    {
        DnsRcode.NoError => null,
        DnsRcode.NxDomain => Failure.DnsNxdomain,
        DnsRcode.ServFail => Failure.DnsServfail,
        DnsRcode.Refused => Failure.DnsRefused,
        DnsRcode.NotImp => Failure.DnsNotimp,
        DnsRcode.FormErr => Failure.DnsFormerr,
        _ => Failure.DnsRcode,
    };

    private bool IsAnswer(DnsMessage message) =>
        message.IsResponse && message.Id == Id && message.Opcode == DnsOpcode.Query
        // Servers that refuse a query may leave the question out; one that answers it repeats it (RFC 5452 section 9.1).
        && (message.Questions.Count == 0 ? message.Rcode is not (DnsRcode.NoError or DnsRcode.NxDomain) : message.Questions.Count == 1 && message.Question == Question);

    private bool EchoesQuestion(ReadOnlySpan<byte> bytes)
    {
        Span<byte> name = stackalloc byte[DnsName.MaxWireLength];
        var reader = new DnsSpanReader(bytes);
        return reader.TryReadQuestion(out DnsQuestionView view)
            && view.Type == Question.Type && view.Class == Question.Class
            && reader.TryCopyName(view.NameOffset, name, out int length)
            && DnsName.TryFromWire(name[..length], out DnsName? echoed) && echoed == Question.Name;
    }
}
