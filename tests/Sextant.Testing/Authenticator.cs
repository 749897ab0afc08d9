using System.Globalization;
using System.Security.Cryptography;

namespace Sextant.Testing;

/// <summary>An authenticator as people carry one: RFC 6238 with SHA-1, 30 s, 6 digits, from the secret in base 32. Written apart from the program's own.</summary>
public sealed class Authenticator(string base32)
{
    private readonly byte[] _secret = Decode(base32.Replace(" ", ""));

    /// <summary>What it shows at an instant.</summary>
    public string Code(DateTimeOffset at)
    {
        byte[] counter = BitConverter.GetBytes(at.ToUnixTimeSeconds() / 30);
        Array.Reverse(counter);
        byte[] hash = HMACSHA1.HashData(_secret, counter);
        int offset = hash[19] & 15;
        long number = ((hash[offset] & 127L) << 24) | ((long)hash[offset + 1] << 16) | ((long)hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string text)
    {
        string bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
