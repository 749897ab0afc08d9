using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Sextant.Wire.Dns;

/// <summary>Keys of service parameters (RFC 9460 section 14.3.2).</summary>
public enum SvcParamKey : ushort
{
    Mandatory = 0,
    Alpn = 1,
    NoDefaultAlpn = 2,
    Port = 3,
    Ipv4Hint = 4,
    Ech = 5,
    Ipv6Hint = 6,
}

/// <summary>One service parameter as it came.</summary>
public sealed record SvcParam(SvcParamKey Key, ReadOnlyMemory<byte> Value);

/// <summary>How a service is reached: SVCB or HTTPS (RFC 9460).</summary>
public sealed class SvcbRecord : RData
{
    /// <param name="type">Svcb or Https.</param>
    /// <param name="parameters">In strictly rising order of keys (RFC 9460 section 2.2).</param>
    public SvcbRecord(DnsType type, ushort priority, DnsName target, IReadOnlyList<SvcParam> parameters)
    {
        if (!AreLegal(parameters))
        {
            throw new ArgumentException("Service parameters rise in their keys and have values of their key's form.", nameof(parameters));
        }

        Type = type;
        Priority = priority;
        Target = target;
        Parameters = parameters;
    }

    public override DnsType Type { get; }

    /// <summary>0 is an alias (RFC 9460 section 2.4.2).</summary>
    public ushort Priority { get; }

    public DnsName Target { get; }

    public IReadOnlyList<SvcParam> Parameters { get; }

    public IReadOnlyList<IPAddress> Ipv4Hints => Hints(SvcParamKey.Ipv4Hint, 4);

    public IReadOnlyList<IPAddress> Ipv6Hints => Hints(SvcParamKey.Ipv6Hint, 16);

    public IReadOnlyList<string> Alpn =>
        Find(SvcParamKey.Alpn) is { } value ? [.. Strings(value).Select(Encoding.Latin1.GetString)] : [];

    public ushort? Port => Find(SvcParamKey.Port) is { } value ? BinaryPrimitives.ReadUInt16BigEndian(value.Span) : null;

    /// <summary>A parameter with the addresses as its value.</summary>
    public static SvcParam Hint(SvcParamKey key, params IEnumerable<IPAddress> addresses) =>
        new(key, addresses.SelectMany(a => a.GetAddressBytes()).ToArray());

    /// <summary>The protocols as a parameter.</summary>
    public static SvcParam AlpnOf(params IEnumerable<string> protocols) =>
        new(SvcParamKey.Alpn, protocols.SelectMany(p => Encoding.ASCII.GetBytes(p).Prepend((byte)p.Length)).ToArray());

    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{Priority} {DnsTextual.Absolute(Target)}"));
        foreach (SvcParam parameter in Parameters)
        {
            text.Append(' ').Append(ToText(parameter));
        }

        return text.ToString();
    }

    internal static RData? Read(DnsType type, ref RDataReader rdata)
    {
        ushort priority = rdata.U16();
        DnsName target = rdata.Name(compressible: false);
        var parameters = new List<SvcParam>();
        while (rdata.Left > 0 && !rdata.Failed)
        {
            parameters.Add(new SvcParam((SvcParamKey)rdata.U16(), rdata.Take(rdata.U16()).ToArray()));
        }

        if (!rdata.Failed && !AreLegal(parameters))
        {
            rdata.Fail(DnsFault.RDataValue);
        }

        return rdata.Failed ? null : rdata.Done(new SvcbRecord(type, priority, target, parameters));
    }

    internal override void Write(ref WireWriter writer)
    {
        writer.U16(Priority);
        writer.Name(Target, compress: false);
        foreach (SvcParam parameter in Parameters)
        {
            writer.U16((ushort)parameter.Key);
            writer.U16((ushort)parameter.Value.Length);
            writer.Bytes(parameter.Value.Span);
        }
    }

    private static bool AreLegal(IReadOnlyList<SvcParam> parameters)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if ((i > 0 && parameters[i].Key <= parameters[i - 1].Key) || !IsLegal(parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>RFC 9460 sections 7.1 to 7.3 and 8: values that are not of their key's form make the record malformed.</summary>
    private static bool IsLegal(SvcParam parameter)
    {
        int length = parameter.Value.Length;
        return parameter.Key switch
        {
            SvcParamKey.Mandatory => length > 0 && length % 2 == 0,
            SvcParamKey.Alpn => length > 0 && Strings(parameter.Value).Sum(s => s.Length + 1) == length,
            SvcParamKey.NoDefaultAlpn => length == 0,
            SvcParamKey.Port => length == 2,
            SvcParamKey.Ipv4Hint => length > 0 && length % 4 == 0,
            SvcParamKey.Ipv6Hint => length > 0 && length % 16 == 0,
            _ => length <= ushort.MaxValue,
        };
    }

    /// <summary>The strings that fit; a cut one ends the list.</summary>
    private static List<byte[]> Strings(ReadOnlyMemory<byte> value)
    {
        var strings = new List<byte[]>();
        ReadOnlySpan<byte> left = value.Span;
        while (left.Length > 0 && left[0] > 0 && left[0] < left.Length)
        {
            strings.Add(left.Slice(1, left[0]).ToArray());
            left = left[(left[0] + 1)..];
        }

        return strings;
    }

    private static string ToText(SvcParam parameter)
    {
        string key = Enum.IsDefined(parameter.Key)
            ? FailureWords.Kebab(parameter.Key.ToString())
            : string.Create(CultureInfo.InvariantCulture, $"key{(ushort)parameter.Key}");
        ReadOnlySpan<byte> value = parameter.Value.Span;
        return parameter.Key switch
        {
            SvcParamKey.NoDefaultAlpn => key,
            SvcParamKey.Port => string.Create(CultureInfo.InvariantCulture, $"{key}={BinaryPrimitives.ReadUInt16BigEndian(value)}"),
            SvcParamKey.Ipv4Hint => $"{Short(key)}={string.Join(',', Addresses(parameter.Value, 4))}",
            SvcParamKey.Ipv6Hint => $"{Short(key)}={string.Join(',', Addresses(parameter.Value, 16))}",
            SvcParamKey.Alpn => $"{key}={string.Join(',', Strings(parameter.Value).Select(s => DnsText.Quoted(s)[1..^1]))}",
            SvcParamKey.Ech => $"{key}={Convert.ToBase64String(value)}",
            SvcParamKey.Mandatory => $"{key}={string.Join(',', Keys(parameter.Value))}",
            _ => value.IsEmpty ? key : $"{key}={DnsText.Quoted(value)}",
        };
    }

    /// <summary><c>ipv4-hint</c> is written <c>ipv4hint</c> (RFC 9460 section 14.3.2).</summary>
    private static string Short(string key) => key.Replace("-", string.Empty, StringComparison.Ordinal);

    private static IEnumerable<string> Keys(ReadOnlyMemory<byte> value) =>
        value.ToArray().Chunk(2).Select(k => (SvcParamKey)BinaryPrimitives.ReadUInt16BigEndian(k)).Select(k => k switch
        {
            SvcParamKey.Ipv4Hint or SvcParamKey.Ipv6Hint => Short(FailureWords.Kebab(k.ToString())),
            _ when Enum.IsDefined(k) => FailureWords.Kebab(k.ToString()),
            _ => string.Create(CultureInfo.InvariantCulture, $"key{(ushort)k}"),
        });

    private static List<IPAddress> Addresses(ReadOnlyMemory<byte> value, int size) =>
        [.. value.ToArray().Chunk(size).Select(b => new IPAddress(b))];

    private ReadOnlyMemory<byte>? Find(SvcParamKey key) => Parameters.FirstOrDefault(p => p.Key == key)?.Value;

    private List<IPAddress> Hints(SvcParamKey key, int size) => Find(key) is { } value ? Addresses(value, size) : [];
}
