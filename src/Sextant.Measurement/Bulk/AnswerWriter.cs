using System.Globalization;
using System.Net;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Bulk;

/// <summary>Writes text into a span until it is full; then <see cref="Overflowed"/> says so and what was written is of no use.</summary>
internal ref struct AnswerWriter(Span<byte> space)
{
    private readonly Span<byte> _space = space;

    public int Length { get; private set; }

    public bool Overflowed { get; private set; }

    public void Raw(scoped ReadOnlySpan<byte> text)
    {
        if (text.TryCopyTo(_space[Length..]))
        {
            Length += text.Length;
        }
        else
        {
            Overflowed = true;
        }
    }

    public void Number(long value)
    {
        Took(value.TryFormat(_space[Length..], out int written, default, CultureInfo.InvariantCulture), written);
    }

    /// <summary>Milliseconds with three places.</summary>
    public void Milliseconds(TimeSpan span)
    {
        long microseconds = Math.Max(0, span.Ticks / TimeSpan.TicksPerMicrosecond);
        Number(microseconds / 1000);
        Took(
            (microseconds % 1000).TryFormat(_space[Math.Min(_space.Length, Length + 1)..], out int written, "000", CultureInfo.InvariantCulture) && Length < _space.Length,
            written + 1);
        if (!Overflowed)
        {
            _space[Length - 4] = (byte)'.';
        }
    }

    /// <summary>A name in wire form; lower case, without trailing dot.</summary>
    public void Name(ReadOnlySpan<byte> wire)
    {
        int written = DnsRecordText.WriteName(wire, _space[Length..]);
        Took(written >= 0, written);
    }

    /// <summary>RDATA in presentation form; what is malformed as RFC 3597 writes unknown data.</summary>
    public void Data(ReadOnlySpan<byte> message, in DnsRecordView record)
    {
        int written = DnsRecordText.Write(message, record, _space[Length..]);
        if (written >= 0)
        {
            Length += written;
            return;
        }

        // Full, or malformed: in doubt the longer form is tried, which is then refused for want of space as well.
        Raw("\\# "u8);
        Number(record.RDataLength);
        Raw(" "u8);
        foreach (byte value in record.RData(message))
        {
            Took(value.TryFormat(_space[Length..], out int digits, "X2", CultureInfo.InvariantCulture), digits);
        }

        Overflowed |= _space.Length - Length < record.RDataLength * 4;
    }

    public void Server(IPEndPoint server)
    {
        if (server.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            Raw("["u8);
        }

        Took(server.Address.TryFormat(_space[Length..], out int written), written);
        Raw(server.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "]:"u8 : ":"u8);
        Number(server.Port);
    }

    /// <summary>Escapes for JSON what was written since: presentation form has quotes and backslashes, and no control characters.</summary>
    public void EscapeForJson(int from) => Double(from, "\"\\"u8, (byte)'\\');

    /// <summary>Doubles quotes for CSV in what was written since.</summary>
    public void EscapeForCsv(int from) => Double(from, "\""u8, (byte)'"');

    public readonly bool Contains(int from, ReadOnlySpan<byte> any) => _space[from..Length].IndexOfAny(any) >= 0;

    public readonly byte At(int index) => index < Length ? _space[index] : (byte)0;

    /// <summary>Puts text around what was written since.</summary>
    public void Enclose(int from, scoped ReadOnlySpan<byte> before, scoped ReadOnlySpan<byte> after)
    {
        if (Overflowed || _space.Length - Length < before.Length + after.Length)
        {
            Overflowed = true;
            return;
        }

        _space[from..Length].CopyTo(_space[(from + before.Length)..]);
        before.CopyTo(_space[from..]);
        Length += before.Length;
        Raw(after);
    }

    private void Double(int from, ReadOnlySpan<byte> special, byte escape)
    {
        int count = 0;
        foreach (byte value in _space[from..Length])
        {
            count += special.Contains(value) ? 1 : 0;
        }

        if (count == 0 || Overflowed)
        {
            return;
        }

        if (_space.Length - Length < count)
        {
            Overflowed = true;
            return;
        }

        int to = Length + count;
        for (int at = Length - 1; at >= from; at--)
        {
            _space[--to] = _space[at];
            if (special.Contains(_space[at]))
            {
                _space[--to] = escape;
            }
        }

        Length += count;
    }

    private void Took(bool fits, int length)
    {
        Overflowed |= !fits;
        Length += fits ? length : 0;
    }
}
