using System.Globalization;
using System.Text;
using Sextant.Wire;

namespace Sextant.Net.Http.Exchanges;

/// <summary>A request over HTTP/1.1 (RFC 9112), its response read as strictly as the standard asks a client to be.</summary>
internal sealed class Http1Exchange(Stream connection, int mostHeaderBytes) : IHttpExchange
{
    // 16: servers send one or two responses of 1xx before the one that counts.
    private const int MostInterim = 16;

    private readonly ConnectionReader reader = new(connection);
    private int headerBytes;
    private HttpReply? last;

    public async ValueTask<HttpReply> AskAsync(FetchUrl url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancellation)
    {
        await connection.WriteAsync(Request(url, fields), cancellation).ConfigureAwait(false);
        for (int i = 0; i < MostInterim; i++)
        {
            headerBytes = 0;
            var (version, status) = StatusOf(await LineAsync(cancellation).ConfigureAwait(false));
            var headers = await HeadersAsync(cancellation).ConfigureAwait(false);
            // RFC 9110 section 15.2: what comes before the response. 101 would be another protocol, and is the end.
            if (status is >= 200 or 101)
            {
                return last = new HttpReply(status, version, headers, BodyOf(status, headers));
            }
        }

        throw HttpFaultException.Malformed();
    }

    /// <summary>RFC 9112 section 9.3. Bytes behind the response belong to none that was asked for.</summary>
    public bool MayAskAgain() =>
        last is { Version: "1.1", Status: not 101 } && !last.Values("Connection").Any(value => value.Contains("close", StringComparison.OrdinalIgnoreCase))
        && last.Body.IsOver() && reader.Waiting.IsEmpty;

    private static byte[] Request(FetchUrl url, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder(400).Append("GET ").Append(url.PathAndQuery).Append(" HTTP/1.1\r\nHost: ").Append(url.Authority).Append("\r\n");
        foreach (var (name, value) in fields)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>RFC 9112 section 4: <c>HTTP/1.1 200 OK</c>, the words left to the server.</summary>
    private static (string Version, int Status) StatusOf(string line)
    {
        bool well = line.Length >= 12 && line.StartsWith("HTTP/1.", StringComparison.Ordinal) && char.IsAsciiDigit(line[7]) && line[8] == ' '
            && (line.Length == 12 || line[12] == ' ');
        return well && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status >= 100
            ? (line[5..8], status)
            : throw HttpFaultException.Malformed();
    }

    private async ValueTask<List<KeyValuePair<string, string>>> HeadersAsync(CancellationToken cancellation)
    {
        var headers = new List<KeyValuePair<string, string>>();
        for (string line; (line = await LineAsync(cancellation).ConfigureAwait(false)).Length > 0;)
        {
            if (line[0] is ' ' or '\t' && headers.Count > 0)
            {
                // RFC 9112 section 5.2: a folded line goes on where the one before ended.
                headers[^1] = KeyValuePair.Create(headers[^1].Key, $"{headers[^1].Value} {line.Trim(' ', '\t')}".Trim());
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = colon > 0 ? line[..colon].TrimEnd(' ', '\t') : "";
            headers.Add(IsToken(name) ? KeyValuePair.Create(name, line[(colon + 1)..].Trim(' ', '\t')) : throw HttpFaultException.Malformed());
        }

        return headers;
    }

    // RFC 9110 section 5.6.2.
    private static bool IsToken(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    private IHttpBody BodyOf(int status, List<KeyValuePair<string, string>> headers)
    {
        string[] lengths = [.. Values("Content-Length").Distinct(StringComparer.Ordinal)];
        // RFC 9112 section 6.3, in its order.
        if (status is 101 or 204 or 304)
        {
            return new CountedBody(reader, 0);
        }

        if (Values("Transfer-Encoding").Any(value => value.EndsWith("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            return new ChunkedBody(reader, token =>
            {
                headerBytes = 0; // the bound is a line's there: a body has as many chunks as it likes, and a bound of its own
                return LineAsync(token);
            });
        }

        return lengths.Length switch
        {
            0 => new BodyToTheEnd(reader),
            1 => long.TryParse(lengths[0], NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? new CountedBody(reader, length) : new BodyToTheEnd(reader),
            _ => throw HttpFaultException.Malformed(),
        };

        IEnumerable<string> Values(string name) => headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
    }

    /// <summary>A line without its end; a bare LF ends one too (RFC 9112 section 2.2).</summary>
    private async ValueTask<string> LineAsync(CancellationToken cancellation)
    {
        byte[]? begun = null;
        for (; ; )
        {
            int length = reader.Waiting.IndexOf((byte)'\n');
            var part = length < 0 ? reader.Waiting : reader.Waiting[..length];
            headerBytes += part.Length + 1;
            if (headerBytes > mostHeaderBytes)
            {
                throw new HttpFaultException(Failure.HttpTooLarge);
            }

            byte[]? before = begun;
            if (length >= 0)
            {
                string text = before is null ? Text(part) : Text([.. before, .. part]);
                reader.Skip(length + 1);
                return text;
            }

            begun = before is null ? part.ToArray() : [.. before, .. part];
            reader.Skip(part.Length);
            headerBytes--;
            if (!await reader.MoreAsync(cancellation).ConfigureAwait(false))
            {
                throw HttpFaultException.Closed();
            }
        }
    }

    // Location carries UTF-8 where the standard wants escapes; what is no UTF-8 becomes U+FFFD and no host.
    private static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line is [.., (byte)'\r'] ? line[..^1] : line);
}
