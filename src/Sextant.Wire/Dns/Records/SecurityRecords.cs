using System.Globalization;

namespace Sextant.Wire.Dns;

/// <summary>The hash of a key of the child zone (RFC 4034 section 5).</summary>
public sealed class DsRecord(ushort keyTag, byte algorithm, byte digestType, byte[] digest) : RData
{
    public ushort KeyTag { get; } = keyTag;

    public byte Algorithm { get; } = algorithm;

    public byte DigestType { get; } = digestType;

    public ReadOnlyMemory<byte> Digest { get; } = digest;

    public override DnsType Type => DnsType.Ds;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{KeyTag} {Algorithm} {DigestType} {DnsText.Hex(Digest.Span)}");

    internal static RData? Read(ref RDataReader rdata) =>
        rdata.Done(new DsRecord(rdata.U16(), rdata.U8(), rdata.U8(), rdata.Rest().ToArray()));

    internal override void Write(ref WireWriter writer)
    {
        writer.U16(KeyTag);
        writer.U8(Algorithm);
        writer.U8(DigestType);
        writer.Bytes(Digest.Span);
    }
}

/// <summary>A public key of a zone (RFC 4034 section 2).</summary>
public sealed class DnskeyRecord(ushort flags, byte protocol, byte algorithm, byte[] publicKey) : RData
{
    public ushort Flags { get; } = flags;

    public byte Protocol { get; } = protocol;

    public byte Algorithm { get; } = algorithm;

    public ReadOnlyMemory<byte> PublicKey { get; } = publicKey;

    /// <summary>The checksum by which DS and RRSIG name this key (RFC 4034 appendix B).</summary>
    public ushort KeyTag
    {
        get
        {
            uint sum = 0;
            ReadOnlySpan<byte> wire = Canonical;
            for (int i = 0; i < wire.Length; i++)
            {
                sum += (i & 1) == 0 ? (uint)wire[i] << 8 : wire[i];
            }

            return (ushort)((sum + (sum >> 16)) & 0xFFFF);
        }
    }

    public override DnsType Type => DnsType.Dnskey;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Flags} {Protocol} {Algorithm} {Convert.ToBase64String(PublicKey.Span)}");

    internal static RData? Read(ref RDataReader rdata) =>
        rdata.Done(new DnskeyRecord(rdata.U16(), rdata.U8(), rdata.U8(), rdata.Rest().ToArray()));

    internal override void Write(ref WireWriter writer)
    {
        writer.U16(Flags);
        writer.U8(Protocol);
        writer.U8(Algorithm);
        writer.Bytes(PublicKey.Span);
    }
}

/// <summary>What a signature covers and how long it holds (RFC 4034 section 3.1).</summary>
public sealed record RrsigScope(
    DnsType Covered, byte Algorithm, byte Labels, uint OriginalTtl, uint Expiration, uint Inception, ushort KeyTag, DnsName Signer);

/// <summary>A signature over a record set (RFC 4034 section 3).</summary>
public sealed class RrsigRecord(RrsigScope scope, byte[] signature) : RData
{
    public RrsigScope Scope { get; } = scope;

    public DnsType Covered => Scope.Covered;

    public ReadOnlyMemory<byte> Signature { get; } = signature;

    public override DnsType Type => DnsType.Rrsig;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scope.Covered.ToText()} {Scope.Algorithm} {Scope.Labels} {Scope.OriginalTtl} {Time(Scope.Expiration)} {Time(Scope.Inception)} {Scope.KeyTag} {DnsTextual.Absolute(Scope.Signer)} {Convert.ToBase64String(Signature.Span)}");

    internal static RData? Read(ref RDataReader rdata)
    {
        var scope = new RrsigScope(
            (DnsType)rdata.U16(), rdata.U8(), rdata.U8(), rdata.U32(), rdata.U32(), rdata.U32(), rdata.U16(), rdata.Name(compressible: false));
        return rdata.Done(new RrsigRecord(scope, rdata.Rest().ToArray()));
    }

    internal override void Write(ref WireWriter writer)
    {
        writer.U16((ushort)Scope.Covered);
        writer.U8(Scope.Algorithm);
        writer.U8(Scope.Labels);
        writer.U32(Scope.OriginalTtl);
        writer.U32(Scope.Expiration);
        writer.U32(Scope.Inception);
        writer.U16(Scope.KeyTag);
        writer.Name(Scope.Signer, compress: false);
        writer.Bytes(Signature.Span);
    }

    private static string Time(uint seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
