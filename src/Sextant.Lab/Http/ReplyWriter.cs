using System.Globalization;
using System.Text;
using Sextant.Lab.Serving;

namespace Sextant.Lab.Http;

/// <summary>Writes a reply to an HTTP/1.1 connection in the manner it asks for.</summary>
internal static class ReplyWriter
{
    // An endless body is fed slowly: it is the time that never ends, not the volume.
    private static readonly TimeSpan EndlessPace = TimeSpan.FromMilliseconds(50);

    private static readonly byte[] Filler = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("and on it goes ", 64)));

    /// <summary>False when the connection ends with this reply.</summary>
    public static async ValueTask<bool> WriteAsync(
        Stream stream, LabRequest request, LabReply reply, bool keep, Served served, CancellationToken cancellation)
    {
        switch (reply.Manner)
        {
            case Manner.Closes:
                return false;
            case Manner.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false);
                return false;
            case Manner.Garbage:
                await stream.WriteAsync("\0\u0001\u0002 what? \r\n\r\n\u007f"u8.ToArray(), cancellation).ConfigureAwait(false);
                return false;
            case Manner.EndlessHeaders:
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
                await ForeverAsync(stream, "X-More: "u8.ToArray(), served, cancellation).ConfigureAwait(false);
                return false;
            case Manner.Endless:
                await stream.WriteAsync(Head(reply, "Connection: close\r\n", served), cancellation).ConfigureAwait(false);
                await stream.WriteAsync(reply.Body, cancellation).ConfigureAwait(false);
                await ForeverAsync(stream, [], served, cancellation).ConfigureAwait(false);
                return false;
            default:
                await ProperAsync(stream, request, reply, keep, served, cancellation).ConfigureAwait(false);
                return keep;
        }
    }

    private static async ValueTask ProperAsync(
        Stream stream, LabRequest request, LabReply reply, bool keep, Served served, CancellationToken cancellation)
    {
        bool bodyless = request.Method == "HEAD" || reply.Status is 204 or 304;
        string more = string.Create(CultureInfo.InvariantCulture, $"Content-Length: {reply.Body.Length}\r\nConnection: {(keep ? "keep-alive" : "close")}\r\n");
        byte[] head = Head(reply, more, served);
        if (bodyless || reply.Body.Length == 0)
        {
            await stream.WriteAsync(head, cancellation).ConfigureAwait(false);
            return;
        }

        // Small answers leave in one segment, as with any real server.
        byte[] whole = [.. head, .. reply.Body.Span];
        await stream.WriteAsync(whole, cancellation).ConfigureAwait(false);
    }

    private static byte[] Head(LabReply reply, string more, Served served)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {(reply.Status < 400 ? "OK" : "No")}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Date: {served.Options.Clock.GetUtcNow():R}\r\n");
        if (!reply.Headers.Any(h => h.Name.Equals("Server", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append("Server: imaginary\r\n");
        }

        foreach (var (name, value) in reply.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append(more).Append("\r\n").ToString());
    }

    private static async ValueTask ForeverAsync(Stream stream, byte[] prefix, Served served, CancellationToken cancellation)
    {
        byte[] line = [.. prefix, .. Filler, (byte)'\r', (byte)'\n'];
        while (true)
        {
            await stream.WriteAsync(line, cancellation).ConfigureAwait(false);
            await served.PauseAsync(EndlessPace, cancellation).ConfigureAwait(false);
        }
    }
}
