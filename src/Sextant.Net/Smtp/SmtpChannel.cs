using System.Text;
using Sextant.Net.Dialling;
using Sextant.Net.Timing;
using Sextant.Wire;

namespace Sextant.Net.Smtp;

/// <summary>Reads replies and writes commands, bounded in length, lines and time. What goes wrong is a value.</summary>
internal sealed class SmtpChannel(Stream stream, Transcript transcript, SmtpOptions options, TimeProvider time)
{
    private readonly TimeWheel wheel = TimeWheel.Of(time);
    private readonly byte[] buffer = new byte[4096];
    private int start;
    private int end;

    /// <summary>Whether the peer sent more than the reply that was read: before a TLS handshake, a sign of somebody in between (RFC 3207 section 5).</summary>
    public bool HasMore => start < end;

    /// <summary>Sends a command and reads its reply.</summary>
    public async ValueTask<(SmtpReply? Reply, Failure? Failure)> AskAsync(string command, TimeSpan timeout, CancellationToken cancellation)
    {
        byte[] line = Encoding.ASCII.GetBytes(command);
        transcript.Sent(line);
        long begin = time.GetTimestamp();
        return await GuardedAsync(
            async token =>
            {
                await stream.WriteAsync((byte[])[.. line, .. "\r\n"u8], token).ConfigureAwait(false);
                return await ReadAsync(begin, token).ConfigureAwait(false);
            },
            timeout,
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads a reply that comes unasked: the greeting.</summary>
    public ValueTask<(SmtpReply? Reply, Failure? Failure)> ListenAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        long begin = time.GetTimestamp();
        return GuardedAsync(token => ReadAsync(begin, token), timeout, cancellation);
    }

    private async ValueTask<(SmtpReply? Reply, Failure? Failure)> GuardedAsync(
        Func<CancellationToken, ValueTask<(SmtpReply?, Failure?)>> step, TimeSpan timeout, CancellationToken cancellation)
    {
        using TimeLimit limit = wheel.Limit(timeout, cancellation);
        try
        {
            return await step(limit.Token).ConfigureAwait(false);
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
            var (line, failure) = await LineAsync(cancellation).ConfigureAwait(false);
            if (line is null)
            {
                return (null, failure);
            }

            if (!TryReadCode(line, out int here) || (lines.Count > 0 && here != code))
            {
                return (null, Failure.SmtpMalformed);
            }

            code = here;
            lines.Add(line.Length > 4 ? line[4..] : []);
            if (line.Length == 3 || line[3] == ' ')
            {
                return (new SmtpReply(code, lines, time.GetElapsedTime(begin)), null);
            }
        }

        return (null, Failure.SmtpMalformed);
    }

    private static bool TryReadCode(byte[] line, out int code)
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

    /// <summary>One line without its end; a bare LF ends a line too, as every client reads it.</summary>
    private async ValueTask<(byte[]? Line, Failure? Failure)> LineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>(80);
        for (; ; )
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            int take = length < 0 ? end - start : length;
            line.AddRange(buffer.AsSpan(start, take));
            start += length < 0 ? take : take + 1;
            if (length >= 0 || line.Count > options.MaxLine)
            {
                byte[] text = [.. line.Take(options.MaxLine)];
                text = text is [.., (byte)'\r'] ? text[..^1] : text;
                transcript.Received(text);
                return line.Count > options.MaxLine ? (null, Failure.SmtpMalformed) : (text, null);
            }

            start = 0;
            end = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false);
            if (end == 0)
            {
                if (line.Count > 0)
                {
                    transcript.Received([.. line]);
                }

                return (null, Failure.ConnectionClosed);
            }
        }
    }
}
