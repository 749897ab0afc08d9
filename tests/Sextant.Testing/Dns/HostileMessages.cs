using Sextant.Wire.Dns;

namespace Sextant.Testing.Dns;

/// <summary>Bytes that someone may send, and the fault they must end in; <see cref="DnsFault.None"/> where they can be used all the same.</summary>
public sealed record HostileMessage(string Name, byte[] Bytes, DnsFault Fault)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The one table of hostile DNS messages: reader tests, fuzz seeds and bench alike.</summary>
public static class HostileMessages
{
    /// <summary>Every case.</summary>
    public static IReadOnlyList<HostileMessage> All { get; } =
    [
        new("nothing", [], DnsFault.HeaderTruncated),
        new("eleven bytes", new byte[11], DnsFault.HeaderTruncated),
        new("a header and nothing announced", Head(), DnsFault.None),
        new("65,536 bytes", new byte[65_536], DnsFault.MessageTooLong),
        new("a question announced and not there", Head(questions: 1), DnsFault.QuestionTruncated),
        new("a question without its class", [.. Head(questions: 1), 0, 0, 1, 0], DnsFault.QuestionTruncated),
        new("65,535 questions announced", [.. Head(questions: 65_535), .. Question], DnsFault.QuestionTruncated),
        new("a record announced and not there", [.. Head(1, 1), .. Question], DnsFault.RecordTruncated),
        new("65,535 records announced in each section", Head(0, 65_535, 65_535, 65_535), DnsFault.TooManyRecords),
        new("4,097 records announced", Head(0, 4_097), DnsFault.TooManyRecords),
        new("RDATA longer than the message", With(0, 0, 1, 0, 1, 0, 0, 0, 9, 255, 255, 1, 2, 3, 4), DnsFault.RecordTruncated),
        new("a pointer to itself", [.. Head(questions: 1), 0xC0, 12, 0, 1, 0, 1], DnsFault.PointerTarget),
        new("a pointer forwards", [.. Head(questions: 1), 0xC0, 20, 0, 1, 0, 1, 0, 0, 0], DnsFault.PointerTarget),
        new("a pointer into the header", [.. Head(questions: 1), 0xC0, 4, 0, 1, 0, 1], DnsFault.PointerTarget),
        new("a pointer beyond the end", [.. Head(questions: 1), 0xFF, 0xFF, 0, 1, 0, 1], DnsFault.PointerTarget),
        new("half a pointer", [.. Head(questions: 1), 1, 97, 0xC0], DnsFault.QuestionTruncated),
        new("a label and a pointer to it", [.. Head(questions: 1), 1, 97, 0xC0, 12, 0, 1, 0, 1], DnsFault.PointerTarget),
        new("two pointers at each other", With(0xC0, 31, 0, 1, 0, 1, 0, 0, 0, 9, 0, 2, 0xC0, 19), DnsFault.PointerTarget),
        new("a chain of 200 pointers", PointerChain(200), DnsFault.PointerChain),
        new("a name of 255 bytes", [.. Head(questions: 1), .. LongName(1, 126), 0, 1, 0, 1], DnsFault.None),
        new("a name of 256 bytes", [.. Head(questions: 1), .. LongName(2, 126), 0, 1, 0, 1], DnsFault.NameTooLong),
        new("a name grown by pointers over 255 bytes", GrownName(), DnsFault.NameTooLong),
        new("a label of 64 bytes", [.. Head(questions: 1), 64, .. new byte[64], 0, 0, 1, 0, 1], DnsFault.LabelKind),
        new("an extended label", [.. Head(questions: 1), 0x41, 1, 2, 0, 0, 1, 0, 1], DnsFault.LabelKind),
        new("a label of the reserved kind", [.. Head(questions: 1), 0x80, 1, 0, 0, 1, 0, 1], DnsFault.LabelKind),
        new("a label cut", [.. Head(questions: 1), 63, 97, 97], DnsFault.QuestionTruncated),
        new("an A record of 3 bytes", With(Record(1, 1, 2, 3)), DnsFault.RDataLength),
        new("an A record of 5 bytes", With(Record(1, 1, 2, 3, 4, 5)), DnsFault.RDataLength),
        new("an A record of none", With(Record(1)), DnsFault.RDataLength),
        new("an AAAA record of 4 bytes", With(Record(28, 1, 2, 3, 4)), DnsFault.RDataLength),
        new("an NS record of none", With(Record(2)), DnsFault.NameTruncated),
        new("an NS record with bytes after its name", With(Record(2, 0, 0)), DnsFault.RDataLength),
        new("a name that runs out of its RDATA", With(Record(2, 3, 97, 98)), DnsFault.NameTruncated),
        new("an MX record without its name", With(Record(15, 0, 10)), DnsFault.NameTruncated),
        new("an SOA record without its numbers", With(Record(6, 0, 0)), DnsFault.RDataLength),
        new("a TXT record of none", With(Record(16)), DnsFault.RDataLength),
        new("a TXT string longer than its RDATA", With(Record(16, 5, 97)), DnsFault.RDataLength),
        new("a DS record of 3 bytes", With(Record(43, 0, 1, 2)), DnsFault.RDataLength),
        new("an RRSIG with a compressed signer", With(Record(46, [.. new byte[18], 0xC0, 12])), DnsFault.PointerForbidden),
        new("an SVCB record with a compressed target", With(Record(64, 0, 1, 0xC0, 12)), DnsFault.PointerForbidden),
        new("an HTTPS record with parameters in falling order", With(Record(65, 0, 1, 0, 0, 3, 0, 2, 1, 187, 0, 1, 0, 3, 2, 104, 50)), DnsFault.RDataValue),
        new("an HTTPS record with the same parameter twice", With(Record(65, 0, 1, 0, 0, 3, 0, 2, 1, 187, 0, 3, 0, 2, 1, 187)), DnsFault.RDataValue),
        new("an HTTPS record with half an address", With(Record(65, 0, 1, 0, 0, 6, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8)), DnsFault.RDataValue),
        new("an HTTPS record with a cut parameter", With(Record(65, 0, 1, 0, 0, 6, 0, 16, 1, 2)), DnsFault.RDataLength),
        new("an HTTPS record with a protocol of no length", With(Record(65, 0, 1, 0, 0, 1, 0, 1, 0)), DnsFault.RDataValue),
        new("a CAA record with an empty tag", With(Record(257, 0, 0)), DnsFault.RDataValue),
        new("a CAA record whose tag is longer than it", With(Record(257, 0, 9, 97)), DnsFault.RDataLength),
        new("an option longer than its OPT record", [.. Head(0, 0, 0, 1), .. Opt(0, 10, 0, 9, 1)], DnsFault.RDataLength),
        new("two OPT records", [.. Head(0, 0, 0, 2), .. Opt(), .. Opt()], DnsFault.OptRepeated),
        new("an OPT record of an owner", [.. Head(0, 0, 0, 1), 1, 97, .. Opt()], DnsFault.OptOwner),
        new("bytes after the end", [.. Head(1), .. Question, 1, 2, 3, 4], DnsFault.None),
        new("a TTL with its highest bit set", With(0, 0, 1, 0, 1, 255, 255, 255, 255, 0, 4, 1, 2, 3, 4), DnsFault.None),
        new("a label of control bytes and dots", [.. Head(questions: 1), 6, 0, 46, 92, 10, 27, 255, 0, 0, 1, 0, 1], DnsFault.None),
        new("an unknown class and type", With(0, 255, 254, 255, 253, 0, 0, 0, 0, 0, 2, 1, 2), DnsFault.None),
    ];

    private static byte[] Question => [1, 97, 0, 0, 1, 0, 1];

    private static byte[] Head(int questions = 0, int answers = 0, int authorities = 0, int additionals = 0) =>
    [
        0, 7, 0x84, 0,
        (byte)(questions >> 8), (byte)(questions & 255), (byte)(answers >> 8), (byte)(answers & 255),
        (byte)(authorities >> 8), (byte)(authorities & 255), (byte)(additionals >> 8), (byte)(additionals & 255),
    ];

    /// <summary>A message with the usual question and one answer.</summary>
    private static byte[] With(params byte[] answer) => [.. Head(1, 1), .. Question, .. answer];

    /// <summary>A record of the root.</summary>
    private static byte[] Record(int type, params byte[] rdata) =>
        [0, (byte)(type >> 8), (byte)(type & 255), 0, 1, 0, 0, 0, 60, (byte)(rdata.Length >> 8), (byte)(rdata.Length & 255), .. rdata];

    private static byte[] Opt(params byte[] options) => [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, (byte)options.Length, .. options];

    /// <summary>One label of a length and so many more of one byte, with the root label.</summary>
    private static byte[] LongName(int first, int more) =>
        [(byte)first, .. new byte[first], .. Enumerable.Repeat((byte[])[1, 97], more).SelectMany(l => l), 0];

    /// <summary>A record whose RDATA is a field of pointers, each to the one before, and a record whose owner is the last.</summary>
    private static byte[] PointerChain(int count)
    {
        const int start = 12 + 11;
        var pointers = new List<byte> { 0, 0 };
        for (int i = 0; i < count; i++)
        {
            int target = start + (i * 2);
            pointers.Add((byte)(0xC0 | (target >> 8)));
            pointers.Add((byte)(target & 255));
        }

        int last = start + (count * 2);
        return
        [
            .. Head(0, 2),
            0, 255, 0, 0, 1, 0, 0, 0, 0, (byte)(pointers.Count >> 8), (byte)(pointers.Count & 255), .. pointers,
            (byte)(0xC0 | (last >> 8)), (byte)(last & 255), 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4,
        ];
    }

    /// <summary>Five names of 63 bytes, each ending in a pointer to the one before.</summary>
    private static byte[] GrownName()
    {
        var bytes = new List<byte>(Head(questions: 5));
        int before = -1;
        for (int i = 0; i < 5; i++)
        {
            int here = bytes.Count;
            bytes.AddRange([62, .. new byte[62]]);
            bytes.AddRange(before < 0 ? [0] : [(byte)(0xC0 | (before >> 8)), (byte)(before & 255)]);
            bytes.AddRange([0, 1, 0, 1]);
            before = here;
        }

        return [.. bytes];
    }
}
