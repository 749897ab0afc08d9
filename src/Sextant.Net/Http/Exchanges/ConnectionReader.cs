namespace Sextant.Net.Http.Exchanges;

/// <summary>Bytes of a connection, a buffer full at a time.</summary>
internal sealed class ConnectionReader(Stream connection)
{
    // 4 KiB: the heads of nearly all responses. A longer line is put together by who reads it, and of a body only what came with the head passes through here.
    private readonly byte[] buffer = new byte[4 * 1024];
    private int start;
    private int end;

    /// <summary>What is there without asking the connection.</summary>
    public ReadOnlySpan<byte> Waiting => buffer.AsSpan(start, end - start);

    public void Skip(int count) => start += count;

    /// <summary>Waits for more behind what is waiting already; false at the connection's end or when the buffer is full.</summary>
    public async ValueTask<bool> MoreAsync(CancellationToken cancellation)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            return false;
        }

        int read = await connection.ReadAsync(buffer.AsMemory(end), cancellation).ConfigureAwait(false);
        end += read;
        return read > 0;
    }

    /// <summary>Reads what is waiting, or else from the connection; 0 at its end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellation)
    {
        if (start == end)
        {
            return await connection.ReadAsync(into, cancellation).ConfigureAwait(false);
        }

        int taken = Math.Min(into.Length, end - start);
        Waiting[..taken].CopyTo(into.Span);
        Skip(taken);
        return taken;
    }

    /// <summary>Reads so many bytes.</summary>
    /// <exception cref="HttpFaultException">The connection ends before.</exception>
    public async ValueTask ReadAllAsync(Memory<byte> into, CancellationToken cancellation)
    {
        while (into.Length > 0)
        {
            int read = await ReadAsync(into, cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                throw HttpFaultException.Closed();
            }

            into = into[read..];
        }
    }
}
