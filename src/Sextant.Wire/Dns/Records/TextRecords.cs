using System.Globalization;
using System.Text;

namespace Sextant.Wire.Dns;

/// <summary>Character strings (RFC 1035 section 3.3.14). Untrusted bytes: <see cref="Text"/> is for reading by machines.</summary>
public sealed class TxtRecord : RData
{
    /// <param name="strings">At least one, each of at most 255 bytes.</param>
    public TxtRecord(IReadOnlyList<byte[]> strings)
    {
        if (strings.Count == 0 || strings.Any(s => s.Length > byte.MaxValue))
        {
            throw new ArgumentException("A TXT record holds at least one string, each of at most 255 bytes.", nameof(strings));
        }

        Strings = strings;
    }

    /// <summary>Splits a text into strings of at most 255 bytes.</summary>
    public TxtRecord(string text)
        : this(text.Length == 0 ? [[]] : [.. Encoding.UTF8.GetBytes(text).Chunk(byte.MaxValue)])
    {
    }

    public IReadOnlyList<byte[]> Strings { get; }

    /// <summary>The strings joined without anything between them, as SPF and DKIM read them (RFC 7208 section 3.3).</summary>
    public string Text => Encoding.UTF8.GetString([.. Strings.SelectMany(s => s)]);

    public override DnsType Type => DnsType.Txt;

    public override string ToString() => string.Join(' ', Strings.Select(s => DnsText.Quoted(s)));

    internal static RData? Read(ref RDataReader rdata)
    {
        var strings = new List<byte[]>();
        do
        {
            strings.Add(rdata.Text().ToArray());
        }
        while (rdata.Left > 0 && !rdata.Failed);

        return rdata.Done(new TxtRecord(strings));
    }

    internal override void Write(ref WireWriter writer)
    {
        foreach (byte[] value in Strings)
        {
            writer.Text(value);
        }
    }
}

/// <summary>Which authorities may issue certificates (RFC 8659).</summary>
public sealed class CaaRecord(byte flags, string tag, byte[] value) : RData
{
    public byte Flags { get; } = flags;

    /// <summary><c>issue</c>, <c>issuewild</c>, <c>iodef</c> ...: 1 to 255 ASCII letters and digits.</summary>
    public string Tag { get; } = IsTag(tag) ? tag : throw new ArgumentException("A CAA tag has 1 to 255 ASCII letters and digits.", nameof(tag));

    public ReadOnlyMemory<byte> Value { get; } = value;

    /// <summary>Whether an issuer that does not know the tag must not issue.</summary>
    public bool Critical => (Flags & 0x80) != 0;

    public override DnsType Type => DnsType.Caa;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Flags} {Tag} {DnsText.Quoted(Value.Span)}");

    internal static RData? Read(ref RDataReader rdata)
    {
        byte flags = rdata.U8();
        string tag = Encoding.Latin1.GetString(rdata.Text());
        if (!IsTag(tag))
        {
            rdata.Fail(DnsFault.RDataValue);
            return null;
        }

        return rdata.Done(new CaaRecord(flags, tag, rdata.Rest().ToArray()));
    }

    internal override void Write(ref WireWriter writer)
    {
        writer.U8(Flags);
        writer.Text(Encoding.ASCII.GetBytes(Tag));
        writer.Bytes(Value.Span);
    }

    private static bool IsTag(string tag) => tag.Length is > 0 and <= byte.MaxValue && tag.All(char.IsAsciiLetterOrDigit);
}

/// <summary>A record of a type that is not read into fields, kept as it came (RFC 3597).</summary>
public sealed class UnknownRecord(DnsType type, byte[] bytes) : RData
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public override DnsType Type { get; } = type;

    public override string ToString() => DnsText.Generic(Bytes.Span);

    internal override void Write(ref WireWriter writer) => writer.Bytes(Bytes.Span);
}

/// <summary>The options of EDNS (RFC 6891 section 6.1.2). In the additional section of a message read it becomes <see cref="DnsMessage.Edns"/>.</summary>
public sealed class OptRecord(IReadOnlyList<DnsEdnsOption> options) : RData
{
    public IReadOnlyList<DnsEdnsOption> Options { get; } = options;

    public override DnsType Type => DnsType.Opt;

    public override string ToString() => string.Join(
        ' ', Options.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Code}={DnsText.Hex(o.Value.Span)}")));

    internal static RData? Read(ref RDataReader rdata)
    {
        if (rdata.Left == 0)
        {
            return new OptRecord([]);
        }

        var options = new List<DnsEdnsOption>();
        while (rdata.Left > 0 && !rdata.Failed)
        {
            options.Add(new DnsEdnsOption(rdata.U16(), rdata.Take(rdata.U16()).ToArray()));
        }

        return rdata.Done(new OptRecord(options));
    }

    internal override void Write(ref WireWriter writer) => Write(ref writer, Options);

    internal static void Write(ref WireWriter writer, IReadOnlyList<DnsEdnsOption> options)
    {
        for (int i = 0; i < options.Count; i++)
        {
            writer.U16(options[i].Code);
            writer.U16((ushort)options[i].Value.Length);
            writer.Bytes(options[i].Value.Span);
        }
    }
}
