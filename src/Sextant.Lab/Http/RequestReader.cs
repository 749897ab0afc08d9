using System.Globalization;
using System.Net;
using System.Text;

namespace Sextant.Lab.Http;

/// <summary>Reads HTTP/1.1 requests from a connection, within bounds; anything that cannot be read ends the connection.</summary>
internal sealed class RequestReader(Stream stream, IPAddress address, bool secure)
{
    // As Apache's default for one header line times eight; no observer sends more.
    private const int LargestHead = 64 * 1024;
    private const int LargestBody = 1024 * 1024;

    private byte[] _buffer = new byte[4096];
    private int _filled;

    /// <summary>The next request and whether the visitor wants to keep the connection; null at the end or at nonsense.</summary>
    public async ValueTask<(LabRequest? Request, bool Keep)> ReadAsync(CancellationToken cancellation)
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_filled >= LargestHead || !await FillAsync(cancellation).ConfigureAwait(false))
            {
                return default;
            }
        }

        string[] lines = Encoding.Latin1.GetString(_buffer, 0, end).Split("\r\n");
        Consume(end + 4);
        string[] start = lines[0].Split(' ');
        if (start.Length != 3 || !start[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            return default;
        }

        var headers = Headers(lines);
        return await SkipBodyAsync(headers, cancellation).ConfigureAwait(false)
            ? (new LabRequest(start[0], HostOf(headers), Target(start[1]), headers, secure, address), Keeps(headers, start[2]))
            : default;
    }

    private static Dictionary<string, string> Headers(string[] lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return headers;
    }

    private static string HostOf(Dictionary<string, string> headers)
    {
        string host = headers.GetValueOrDefault("Host", "");
        int colon = host.LastIndexOf(':');
        return Names.Fold(colon > 0 && !host.EndsWith(']') ? host[..colon] : host);
    }

    // An absolute form is for proxies and still must be accepted: RFC 9112 section 3.2.2.
    private static string Target(string target) => Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal) ? url.PathAndQuery : target;

    private static bool Keeps(Dictionary<string, string> headers, string version) =>
        version == "HTTP/1.1" && !headers.GetValueOrDefault("Connection", "").Contains("close", StringComparison.OrdinalIgnoreCase);

    private async ValueTask<bool> SkipBodyAsync(Dictionary<string, string> headers, CancellationToken cancellation)
    {
        if (headers.ContainsKey("Transfer-Encoding"))
        {
            return false;
        }

        if (!headers.TryGetValue("Content-Length", out string? text))
        {
            return true;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int left) || left > LargestBody)
        {
            return false;
        }

        while (left > 0)
        {
            int take = Math.Min(left, _filled);
            Consume(take);
            left -= take;
            if (left > 0 && !await FillAsync(cancellation).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellation).ConfigureAwait(false);
        _filled += read;
        return read > 0;
    }

    private void Consume(int bytes)
    {
        _buffer.AsSpan(bytes, _filled - bytes).CopyTo(_buffer);
        _filled -= bytes;
    }
}
