using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sextant.Cli.Settings;

/// <summary>Reads addresses and endpoints strictly: no octal, no hexadecimal, no shortened IPv4, no scope.</summary>
internal static class Endpoints
{
    public static bool TryRead(string text, int defaultPort, [NotNullWhen(true)] out IPEndPoint? value, out Rule? closer)
    {
        (value, closer) = (null, null);
        string host = text;
        string? port = null;
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
        {
            host = text[1..end];
            string rest = text[(end + 1)..];
            if (rest.Length > 0 && rest[0] != ':' || !host.Contains(':', StringComparison.Ordinal))
            {
                return false;
            }

            port = rest.Length > 0 ? rest[1..] : null;
        }
        else if (text.Count(c => c == ':') == 1)
        {
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            (host, port) = (text[..colon], text[(colon + 1)..]);
        }

        int number = defaultPort;
        if (port is not null
            && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > 65535))
        {
            closer = new Rule("endpoint-port");
            return false;
        }

        if (!TryAddress(host, out IPAddress? address))
        {
            return false;
        }

        // ::1:53 without brackets reads as an address that nobody meant.
        if (port is null && !text.StartsWith('[') && address.AddressFamily == AddressFamily.InterNetworkV6 && text.EndsWith(":53", StringComparison.Ordinal))
        {
            closer = new Rule("endpoint-brackets", text[..^3]);
            return false;
        }

        value = new IPEndPoint(address, number);
        return true;
    }

    public static bool TryAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal) || !IPAddress.TryParse(text, out IPAddress? read))
        {
            return false;
        }

        // IPAddress takes "1", "0x7f.1" and "010.0.0.1" for IPv4; a setting takes the four decimal numbers only.
        if (read.AddressFamily == AddressFamily.InterNetwork && read.ToString() != text)
        {
            return false;
        }

        address = read;
        return true;
    }

    public static IPAddress Masked(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            int kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] = (byte)(bytes[i] & (0xFF00 >> kept) & 0xFF);
        }

        return new IPAddress(bytes);
    }
}
