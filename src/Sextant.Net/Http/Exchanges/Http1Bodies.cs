using System.Globalization;

namespace Sextant.Net.Http.Exchanges;

/// <summary>A body of a length that was said.</summary>
internal sealed class CountedBody(ConnectionReader reader, long length) : IHttpBody
{
    private long left = length;

    public bool LengthDeclared => true;

    public bool IsOver()
    {
        int waiting = (int)Math.Min(left, reader.Waiting.Length);
        reader.Skip(waiting);
        left -= waiting;
        return left == 0;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellation)
    {
        if (left == 0)
        {
            return 0;
        }

        int read = await reader.ReadAsync(into[..(int)Math.Min(left, into.Length)], cancellation).ConfigureAwait(false);
        left -= read;
        return read > 0 ? read : throw HttpFaultException.Closed();
    }
}

/// <summary>A body that ends where the connection does.</summary>
internal sealed class BodyToTheEnd(ConnectionReader reader) : IHttpBody
{
    public bool LengthDeclared => false;

    public bool IsOver() => false;

    public ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellation) => reader.ReadAsync(into, cancellation);
}

/// <summary>A body in chunks (RFC 9112 section 7.1); of what may follow the last one only its end is known.</summary>
/// <param name="reader">The connection.</param>
/// <param name="line">Reads a line of it, bounded together with the others.</param>
internal sealed class ChunkedBody(ConnectionReader reader, Func<CancellationToken, ValueTask<string>> line) : IHttpBody
{
    private long left;
    private bool begun;
    private bool over;

    public bool LengthDeclared => false;

    // Trailers are not read: after them the connection is not used again.
    public bool IsOver()
    {
        if (!over || !reader.Waiting.StartsWith("\r\n"u8))
        {
            return false;
        }

        reader.Skip(2);
        return true;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellation)
    {
        if (left == 0 && !over)
        {
            if (begun && (await line(cancellation).ConfigureAwait(false)).Length > 0)
            {
                throw HttpFaultException.Malformed();
            }

            begun = true;
            string size = (await line(cancellation).ConfigureAwait(false)).Split(';')[0].Trim(' ', '\t');
            if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out left) || left < 0)
            {
                throw HttpFaultException.Malformed();
            }

            over = left == 0;
        }

        if (over)
        {
            return 0;
        }

        int read = await reader.ReadAsync(into[..(int)Math.Min(left, into.Length)], cancellation).ConfigureAwait(false);
        left -= read;
        return read > 0 ? read : throw HttpFaultException.Closed();
    }
}
