using System.Globalization;
using System.Net;
using System.Text;

namespace Sextant.Measurement.Vantages;

/// <summary>The name under which an address has its PTR (RFC 1035 section 3.5, RFC 3596 section 2.5).</summary>
internal static class ReverseName
{
    public static string Of(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        if (bytes.Length == 4)
        {
            return string.Join('.', bytes.Reverse().Select(b => b.ToString(CultureInfo.InvariantCulture))) + ".in-addr.arpa";
        }

        var name = new StringBuilder(72);
        foreach (byte b in bytes.Reverse())
        {
            name.Append(CultureInfo.InvariantCulture, $"{b & 15:x}.{b >> 4:x}.");
        }

        return name.Append("ip6.arpa").ToString();
    }
}
