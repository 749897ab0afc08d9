using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sextant.Programme.People;

/// <summary>Codes by time: RFC 6238 over HMAC-SHA1, 30 s, 6 digits, which is what every authenticator takes.</summary>
internal static class Totp
{
    /// <summary>20 bytes: the length that RFC 4226, section 4, recommends.</summary>
    private const int SecretLength = 20;

    /// <summary>RFC 6238, section 5.2: one step for clocks and slow fingers.</summary>
    private const int Slack = 1;

    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    internal static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>The step whose code this is, if it is one of now and later than the last one taken; a code works once (RFC 6238, section 5.2).</summary>
    internal static long? Match(byte[] secret, string code, DateTimeOffset now, long taken)
    {
        string typed = new([.. code.Where(c => !char.IsWhiteSpace(c))]);
        if (typed.Length != Digits || !typed.All(char.IsAsciiDigit))
        {
            return null;
        }

        long? found = null;
        long current = now.ToUnixTimeSeconds() / StepSeconds;
        for (long step = current - Slack; step <= current + Slack; step++)
        {
            // Every step is calculated and compared in full, so that time says nothing.
            bool same = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), Encoding.ASCII.GetBytes(typed));
            found = same && step > taken ? step : found;
        }

        return found;
    }

    internal static string Code(byte[] secret, DateTimeOffset now) => Code(secret, now.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>RFC 4648 base 32 without padding, as authenticators take a secret that is typed.</summary>
    internal static string ToBase32(byte[] secret)
    {
        var text = new StringBuilder();
        int bits = 0;
        int held = 0;
        foreach (byte one in secret)
        {
            bits = ((bits << 8) | one) & 0xFFFF;
            for (held += 8; held >= 5; held -= 5)
            {
                text.Append(Base32[(bits >> (held - 5)) & 31]);
            }
        }

        return text.ToString(); // 20 bytes are 32 letters: no bits are left
    }

    /// <summary>The address that authenticators read from a picture.</summary>
    internal static string Address(byte[] secret, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={ToBase32(secret)}&issuer={Uri.EscapeDataString(issuer)}";

    // RFC 4226, section 5.3.
    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        int offset = hash[^1] & 0xF;
        int number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
