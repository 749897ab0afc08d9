using System.Buffers;
using System.Text;
using Sextant.Net.Dialling;
using Sextant.Net.Timing;
using Sextant.Wire;

namespace Sextant.Net.Smtp;

/// <summary>Reads replies and writes commands, bounded in length, lines and time. What goes wrong is a value.</summary>
internal sealed class SmtpChannel(Stream stream, Transcript transcript, SmtpOptions options, TimeProvider time) : IDisposable
{
    private readonly TimeWheel wheel = TimeWheel.Of(time);
    // Lent while the conversation lasts; the longest line and its end fit in.
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(options.MaxLine + 2);
    private int start;
    private int end;
    private bool disposed;

    /// <summary>Whether the peer sent more than the reply that was read: before a TLS handshake, a sign of somebody in between (RFC 3207 section 5).</summary>
    public bool HasMore => start < end;

    /// <summary>Sends a command and reads its reply.</summary>
    public ValueTask<(SmtpReply? Reply, Failure? Failure)> AskAsync(string command, TimeSpan timeout, CancellationToken cancellation)
    {
        byte[] line = Encoding.ASCII.GetBytes(command + "\r\n");
        transcript.Sent(line.AsSpan()[..^2]);
        return TurnAsync(line, timeout, cancellation);
    }

    /// <summary>Reads a reply that comes unasked: the greeting.</summary>
    public ValueTask<(SmtpReply? Reply, Failure? Failure)> ListenAsync(TimeSpan timeout, CancellationToken cancellation) => TurnAsync(null, timeout, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<(SmtpReply? Reply, Failure? Failure)> TurnAsync(byte[]? command, TimeSpan timeout, CancellationToken cancellation)
    {
        long begin = time.GetTimestamp();
        using TimeLimit limit = wheel.Limit(timeout, cancellation);
        try
        {
            if (command is not null)
            {
                await stream.WriteAsync(command, limit.Token).ConfigureAwait(false);
            }

            return await ReadAsync(begin, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, Failure.TimedOut);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return (null, SocketFailures.ToFailure(exception) ?? Failure.ConnectionClosed);
        }
    }

    // RFC 5321 section 4.2.1: code, then '-' for a line that is not the last, then text.
    private async ValueTask<(SmtpReply?, Failure?)> ReadAsync(long begin, CancellationToken cancellation)
    {
        int code = 0;
        var lines = new List<byte[]>();
        while (lines.Count < options.MaxLines)
        {
            int length;
            while ((length = LineLength()) < 0 && end - start <= options.MaxLine)
            {
                if (!await FillAsync(cancellation).ConfigureAwait(false))
                {
                    return (null, Failure.ConnectionClosed);
                }
            }

            if (!TryTake(length, ref code, lines, out bool last))
            {
                return (null, Failure.SmtpMalformed);
            }

            if (last)
            {
                return (new SmtpReply(code, lines, time.GetElapsedTime(begin)), null);
            }
        }

        return (null, Failure.SmtpMalformed);
    }

    private int LineLength() => buffer.AsSpan(start, end - start).IndexOf((byte)'\n');

    /// <summary>Takes one line off what came, negative for one without end; a bare LF ends a line too, as every client reads it.</summary>
    private bool TryTake(int length, ref int code, List<byte[]> lines, out bool last)
    {
        if (length < 0 || length > options.MaxLine)
        {
            transcript.Received(buffer.AsSpan(start, options.MaxLine));
            return last = false;
        }

        ReadOnlySpan<byte> line = buffer.AsSpan(start, length);
        start += length + 1;
        line = line is [.., (byte)'\r'] ? line[..^1] : line;
        transcript.Received(line);
        last = line.Length == 3 || (line.Length > 3 && line[3] == ' ');
        if (!TryReadCode(line, out int here) || (lines.Count > 0 && here != code))
        {
            return false;
        }

        code = here;
        lines.Add(line.Length > 4 ? line[4..].ToArray() : []);
        return true;
    }

    private static bool TryReadCode(ReadOnlySpan<byte> line, out int code)
    {
        code = 0;
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2])
            || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-')))
        {
            return false;
        }

        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        return true;
    }

    /// <summary>Reads on behind what is there; false at the end of the connection.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        int read = await stream.ReadAsync(buffer.AsMemory(end), cancellation).ConfigureAwait(false);
        if (read == 0 && end > 0)
        {
            transcript.Received(buffer.AsSpan(0, end));
        }

        end += read;
        return read > 0;
    }
}
