using System.Text;
using Sextant.Net.Bulk;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Bulk;

/// <summary>One way to write answers down.</summary>
internal abstract class AnswerFormat
{
    private static readonly byte[][] Failures = [.. Enum.GetValues<Failure>().Select(f => Encoding.ASCII.GetBytes(f.ToWord()))];
    private static readonly byte[][] Faults = [.. Enum.GetValues<LinkFault>().Select(f => Encoding.ASCII.GetBytes(FailureWords.Kebab(f.ToString())))];
    private static readonly byte[][] Types = [.. Enumerable.Range(0, 258).Select(t => Encoding.ASCII.GetBytes(((DnsType)t).ToText()))];

    /// <summary>What stands in front of all answers.</summary>
    public virtual ReadOnlySpan<byte> Header => default;

    /// <summary>Of the formats by their words; null when there is no such.</summary>
    public static AnswerFormat? Of(string word) => word switch
    {
        "ndjson" or AnswerParquet.Word => new NdjsonFormat(),
        "csv" => new CsvFormat(),
        "terse" => new TerseFormat(),
        _ => null,
    };

    /// <summary>Writes an answer; -1 when it does not fit.</summary>
    public int Write(in BulkResult result, Span<byte> space)
    {
        var writer = new AnswerWriter(space);
        Write(result, ref writer);
        return writer.Overflowed ? -1 : writer.Length;
    }

    protected abstract void Write(in BulkResult result, ref AnswerWriter writer);

    protected static ReadOnlySpan<byte> Word(Failure failure) => Failures[(int)failure];

    protected static ReadOnlySpan<byte> Word(LinkFault fault) => Faults[(int)fault];

    protected static ReadOnlySpan<byte> Word(DnsType type) => (int)type < Types.Length ? Types[(int)type] : Encoding.ASCII.GetBytes(type.ToText());

    /// <summary>The first of several names in wire form, and the rest behind it.</summary>
    protected static ReadOnlySpan<byte> FirstOf(ReadOnlySpan<byte> names, out ReadOnlySpan<byte> rest)
    {
        int at = 0;
        while (names[at] != 0)
        {
            at += names[at] + 1;
        }

        rest = names[(at + 1)..];
        return names[..(at + 1)];
    }
}

/// <summary>One JSON object on each line, one line for each name and type.</summary>
internal sealed class NdjsonFormat : AnswerFormat
{
    protected override void Write(in BulkResult result, ref AnswerWriter writer)
    {
        writer.Raw("{\"name\":\""u8);
        Name(ref writer, result.Name);
        writer.Raw("\",\"type\":\""u8);
        writer.Raw(Word(result.Type));
        if (result.Failure is { } failure)
        {
            writer.Raw("\",\"failure\":\""u8);
            writer.Raw(Word(failure));
        }

        writer.Raw("\""u8);
        if (result.Stop is { } stop)
        {
            writer.Raw(",\"stop\":{\"zone\":\""u8);
            Name(ref writer, stop.Zone.Span);
            writer.Raw("\",\"reason\":\""u8);
            writer.Raw(Word(stop.Fault));
            writer.Raw("\"}"u8);
        }

        Aliases(result, ref writer);
        Records(result, ref writer);
        if (result.Server is { } server)
        {
            writer.Raw(",\"server\":\""u8);
            writer.Server(server);
            writer.Raw("\""u8);
        }

        writer.Raw(",\"ms\":"u8);
        writer.Milliseconds(result.Took);
        writer.Raw(",\"tries\":"u8);
        writer.Number(result.Tries);
        writer.Raw(result.Tcp ? ",\"tcp\":true"u8 : default);
        writer.Raw(result.AuthenticData ? ",\"ad\":true}\n"u8 : "}\n"u8);
    }

    private static void Aliases(in BulkResult result, ref AnswerWriter writer)
    {
        if (result.Aliases.IsEmpty)
        {
            return;
        }

        writer.Raw(",\"aliases\":["u8);
        for (ReadOnlySpan<byte> left = result.Aliases; !left.IsEmpty;)
        {
            writer.Raw(left.Length == result.Aliases.Length ? "\""u8 : ",\""u8);
            Name(ref writer, FirstOf(left, out left));
            writer.Raw("\""u8);
        }

        writer.Raw("]"u8);
    }

    private static void Records(in BulkResult result, ref AnswerWriter writer)
    {
        if (result.Records.IsEmpty)
        {
            return;
        }

        writer.Raw(",\"records\":["u8);
        for (int i = 0; i < result.Records.Length && !writer.Overflowed; i++)
        {
            ref readonly DnsRecordView record = ref result.Records[i];
            writer.Raw(i == 0 ? "{\"ttl\":"u8 : ",{\"ttl\":"u8);
            writer.Number(record.Ttl);
            writer.Raw(",\"data\":\""u8);
            int from = writer.Length;
            writer.Data(result.Message, record);
            writer.EscapeForJson(from);
            writer.Raw("\"}"u8);
        }

        writer.Raw("]"u8);
    }

    private static void Name(ref AnswerWriter writer, ReadOnlySpan<byte> wire)
    {
        int from = writer.Length;
        writer.Name(wire);
        writer.EscapeForJson(from);
    }
}

/// <summary>RFC 4180: one row for each record, and one without data where there is none. Nothing that a spreadsheet would take for a formula begins a cell.</summary>
internal sealed class CsvFormat : AnswerFormat
{
    public override ReadOnlySpan<byte> Header => "name,type,failure,alias,ttl,data,server,ms,tries,stop\r\n"u8;

    protected override void Write(in BulkResult result, ref AnswerWriter writer)
    {
        if (result.Records.IsEmpty)
        {
            Begin(result, ref writer);
            writer.Raw(",,"u8);
            End(result, ref writer);
        }

        for (int i = 0; i < result.Records.Length && !writer.Overflowed; i++)
        {
            Begin(result, ref writer);
            writer.Raw(","u8);
            writer.Number(result.Records[i].Ttl);
            writer.Raw(","u8);
            Data(result.Message, result.Records[i], ref writer);
            End(result, ref writer);
        }
    }

    private static void Begin(in BulkResult result, ref AnswerWriter writer)
    {
        Name(ref writer, result.Name);
        writer.Raw(","u8);
        writer.Raw(Word(result.Type));
        writer.Raw(","u8);
        writer.Raw(result.Failure is { } failure ? Word(failure) : default);
        writer.Raw(","u8);
        ReadOnlySpan<byte> last = default;
        for (ReadOnlySpan<byte> left = result.Aliases; !left.IsEmpty;)
        {
            last = FirstOf(left, out left);
        }

        if (!last.IsEmpty)
        {
            Name(ref writer, last);
        }
    }

    private static void End(in BulkResult result, ref AnswerWriter writer)
    {
        writer.Raw(","u8);
        if (result.Server is { } server)
        {
            writer.Server(server);
        }

        writer.Raw(","u8);
        writer.Milliseconds(result.Took);
        writer.Raw(","u8);
        writer.Number(result.Tries);
        writer.Raw(","u8);
        if (result.Stop is { } stop)
        {
            Name(ref writer, stop.Zone.Span);
            writer.Raw(" "u8);
            writer.Raw(Word(stop.Fault));
        }

        writer.Raw("\r\n"u8);
    }

    /// <summary>A name begins with a letter, a digit or one of few others; of those only the hyphen and the at sign begin formulas.</summary>
    private static void Name(ref AnswerWriter writer, ReadOnlySpan<byte> wire)
    {
        if (wire.Length > 1 && wire[1] is (byte)'-' or (byte)'=' or (byte)'+' or (byte)'@')
        {
            writer.Raw("'"u8);
        }

        int from = writer.Length;
        writer.Name(wire);
        if (writer.Contains(from, ",\""u8))
        {
            Quote(ref writer, from);
        }
    }

    private static void Data(ReadOnlySpan<byte> message, in DnsRecordView record, ref AnswerWriter writer)
    {
        int from = writer.Length;
        writer.Data(message, record);
        if (!writer.Overflowed && writer.At(from) is (byte)'-' or (byte)'=' or (byte)'+' or (byte)'@' || writer.Contains(from, ",\""u8))
        {
            Quote(ref writer, from);
        }
    }

    private static void Quote(ref AnswerWriter writer, int from)
    {
        bool formula = writer.At(from) is (byte)'-' or (byte)'=' or (byte)'+' or (byte)'@';
        writer.EscapeForCsv(from);
        writer.Enclose(from, formula ? "\"'"u8 : "\""u8, "\""u8);
    }
}

/// <summary>A line for each record, as a zone file has it without TTL and class; what failed is not listed.</summary>
internal sealed class TerseFormat : AnswerFormat
{
    protected override void Write(in BulkResult result, ref AnswerWriter writer)
    {
        ReadOnlySpan<byte> owner = result.Name;
        for (ReadOnlySpan<byte> left = result.Aliases; !left.IsEmpty;)
        {
            ReadOnlySpan<byte> target = FirstOf(left, out left);
            writer.Name(owner);
            writer.Raw(". CNAME "u8);
            writer.Name(target);
            writer.Raw(".\n"u8);
            owner = target;
        }

        for (int i = 0; i < result.Records.Length && !writer.Overflowed; i++)
        {
            writer.Name(owner);
            writer.Raw(". "u8);
            writer.Raw(Word(result.Records[i].Type));
            writer.Raw(" "u8);
            writer.Data(result.Message, result.Records[i]);
            writer.Raw("\n"u8);
        }
    }
}
