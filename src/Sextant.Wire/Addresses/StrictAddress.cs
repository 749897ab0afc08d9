using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Sextant.Wire.Addresses;

/// <summary>
/// Reads addresses as they are written and nothing else: four decimal parts without leading zeros, or RFC 4291 text without a zone.
/// The base library also takes <c>127.1</c>, <c>0x7f000001</c> and <c>010.0.0.1</c>, the forms in which hostile redirects hide an address.
/// </summary>
public static class StrictAddress
{
    /// <summary>False for anything but an address in its ordinary form; brackets around IPv6 are not taken.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text is null || text.Length is < 2 or > 45 || text.AsSpan().IndexOfAny('%', '[', ']') >= 0
            || text.AsSpan().IndexOfAnyExcept("0123456789abcdefABCDEF:.") >= 0 || !IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        if (parsed.AddressFamily == AddressFamily.InterNetwork && parsed.ToString() != text)
        {
            return false;
        }

        address = parsed;
        return true;
    }
}
