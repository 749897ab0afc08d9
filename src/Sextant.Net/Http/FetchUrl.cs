using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sextant.Wire;
using Sextant.Wire.Addresses;
using Sextant.Wire.Names;

namespace Sextant.Net.Http;

/// <summary>
/// A URL that may be fetched: http or https, a host name or an address in ordinary form, port 80 or 443. It is taken apart by hand because the
/// base library reads <c>http://2130706433/</c> and <c>http://0x7f.1/</c> as loopback and <c>//host</c> as a file.
/// </summary>
public sealed partial record FetchUrl
{
    // 8 KiB: longer ones are refused by every common server.
    private const int MaxLength = 8192;

    private FetchUrl(bool secure, HostName? name, IPAddress? literal, int port, string pathAndQuery)
    {
        Secure = secure;
        Name = name;
        Literal = literal;
        Port = port;
        PathAndQuery = pathAndQuery;
    }

    /// <summary>True for https.</summary>
    public bool Secure { get; }

    /// <summary>The host's name; null when it is an address.</summary>
    public HostName? Name { get; }

    /// <summary>The host's address, when it is one.</summary>
    public IPAddress? Literal { get; }

    /// <summary>80 or 443.</summary>
    public int Port { get; }

    /// <summary>Path and query, escaped, beginning with '/'.</summary>
    public string PathAndQuery { get; }

    /// <summary>The host as in a Host header, without port: A-labels, or an address, IPv6 in brackets.</summary>
    public string Host => Name?.Ascii ?? (Literal!.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Literal}]" : Literal.ToString());

    /// <summary>Host, and the port where it is not the scheme's: what a Host header carries.</summary>
    public string Authority => Port == DefaultPort(Secure) ? Host : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>The host for SNI and the certificate: as <see cref="Host"/>, without brackets.</summary>
    public string ServerName => Name?.Ascii ?? Literal!.ToString();

    /// <summary>Reads an absolute URL. A fault is <see cref="Failure.HttpRedirectForbidden"/> for another scheme, port or a disguised host, else <see cref="Failure.HttpMalformed"/>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FetchUrl? url, out Failure fault) => TryRead(text, null, out url, out fault);

    /// <summary>Reads a Location header against the URL it came from (RFC 9110 section 10.2.2).</summary>
    public bool TryFollow(string location, [NotNullWhen(true)] out FetchUrl? url, out Failure fault) => TryRead(location, this, out url, out fault);

    /// <summary>The URL, with the port only where it is not the scheme's.</summary>
    public override string ToString() => $"{Scheme}://{Authority}{PathAndQuery}";

    /// <summary>The base library's form, for the request.</summary>
    public Uri ToUri() => new(ToString());

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme => Secure ? "https" : "http";

    private static bool TryRead(string text, FetchUrl? origin, [NotNullWhen(true)] out FetchUrl? url, out Failure fault)
    {
        url = null;
        fault = Failure.HttpMalformed;
        text = text.Trim();
        if (text.Length is 0 or > MaxLength || text.Any(char.IsControl))
        {
            return false;
        }

        bool secure = origin?.Secure ?? true;
        var scheme = SchemePattern().Match(text);
        if (scheme.Success)
        {
            string name = scheme.Groups[1].Value;
            secure = name.Equals("https", StringComparison.OrdinalIgnoreCase);
            if (!secure && !name.Equals("http", StringComparison.OrdinalIgnoreCase))
            {
                fault = Failure.HttpRedirectForbidden;
                return false;
            }

            text = text[scheme.Length..];
        }

        // Browsers read a backslash as a slash (WHATWG URL, special schemes): "/\host" leads away from this host.
        string start = text[..Math.Min(2, text.Length)].Replace('\\', '/');
        if (start == "//")
        {
            return TryReadAuthority(text[2..], secure, out url, out fault);
        }

        return !scheme.Success && origin is not null && origin.TryMerge(text, out url);
    }

    private static bool TryReadAuthority(string text, bool secure, [NotNullWhen(true)] out FetchUrl? url, out Failure fault)
    {
        url = null;
        int end = text.AsSpan().IndexOfAny("/\\?#");
        string authority = end < 0 ? text : text[..end];
        string rest = end < 0 ? "" : text[end..];
        authority = authority[(authority.LastIndexOf('@') + 1)..]; // user and password are never sent
        if (!TrySplitPort(authority, secure, out string host, out int port))
        {
            fault = Failure.HttpMalformed;
            return false;
        }

        if (port is not (80 or 443) || !TryReadHost(host, out var name, out var literal))
        {
            fault = Failure.HttpRedirectForbidden;
            return false;
        }

        fault = Failure.HttpMalformed;
        var origin = new FetchUrl(secure, name, literal, port, "/");
        // The HTTP layer must read the very host that was judged, and there are names with underscores that it does not read at all.
        return Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var read) && read.Host == origin.Host
            && origin.TryMerge(rest.Length == 0 ? "/" : rest, out url);
    }

    private static bool TrySplitPort(string authority, bool secure, out string host, out int port)
    {
        int colon = authority.EndsWith(']') ? -1 : authority.LastIndexOf(':');
        host = colon < 0 ? authority : authority[..colon];
        port = DefaultPort(secure);
        string digits = colon < 0 ? "" : authority[(colon + 1)..];
        return host.Length > 0 && (digits.Length == 0 || int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port));
    }

    private static bool TryReadHost(string host, out HostName? name, out IPAddress? literal)
    {
        name = null;
        return host.StartsWith('[') && host.EndsWith(']')
            ? StrictAddress.TryParse(host[1..^1], out literal) && literal.AddressFamily == AddressFamily.InterNetworkV6
            : StrictAddress.TryParse(host, out literal) ? literal.AddressFamily == AddressFamily.InterNetwork : HostName.TryParse(host, out name);
    }

    private bool TryMerge(string reference, [NotNullWhen(true)] out FetchUrl? url)
    {
        url = null;
        // A first segment with a colon would be read as a scheme (RFC 3986 section 4.2); a leading "//" cannot be here.
        string plain = reference[0] is '/' or '\\' or '?' or '#' ? reference : "./" + reference;
        var here = new Uri($"http://h.invalid{PathAndQuery}");
        string target = plain[0] is '/' or '\\' ? "http://h.invalid/" + plain[1..] : plain;
        if (!Uri.TryCreate(here, target, out var merged) || merged.Host != "h.invalid")
        {
            return false;
        }

        url = new FetchUrl(Secure, Name, Literal, Port, merged.PathAndQuery);
        return true;
    }

    private static int DefaultPort(bool secure) => secure ? 443 : 80;

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*):", RegexOptions.CultureInvariant)]
    private static partial Regex SchemePattern();
}
