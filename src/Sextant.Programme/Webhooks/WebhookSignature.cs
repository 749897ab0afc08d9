using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sextant.Programme.Webhooks;

/// <summary>How a receiver knows that a request is ours and of now: HMAC-SHA256 (RFC 2104) over the time, a dot, and the body.</summary>
public static class WebhookSignature
{
    /// <summary>The header: <c>t=1763780400,v1=HEX</c>; while a secret is changed, a second <c>v1</c> by the former one.</summary>
    public const string Header = "Sextant-Signature";

    /// <summary>5 min: how far a receiver should let the time lie from its own. A clock that is kept is closer; a request that was recorded is older.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>The header's value.</summary>
    public static string Of(IEnumerable<string> secrets, DateTimeOffset at, string body)
    {
        string time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return string.Join(',', secrets.Select(secret => "v1=" + Mac(secret, time, body)).Prepend("t=" + time));
    }

    /// <summary>Whether a header is of the secret, of the body, and of now: what a receiver does.</summary>
    public static bool Holds(string header, string secret, string body, DateTimeOffset now)
    {
        string[] parts = header.Split(',');
        string? time = parts.FirstOrDefault(part => part.StartsWith("t=", StringComparison.Ordinal))?[2..];
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Window.TotalSeconds)
        {
            return false;
        }

        byte[] wanted = Encoding.ASCII.GetBytes("v1=" + Mac(secret, time, body));
        return parts.Any(part => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(part), wanted));
    }

    private static string Mac(string secret, string time, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")));
}
