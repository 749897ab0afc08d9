using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Sextant.Programme.People;

/// <summary>Random words and their hashes. A word of 256 random bits needs no slow hash: nobody can try them.</summary>
internal static class Secret
{
    // Letters and digits that are not taken for each other.
    private const string Plain = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A secret for a link, a session or a token: 256 bits, base64url.</summary>
    internal static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A key that names something and need not be secret: 16 letters, 79 bits, so that none is ever met twice.</summary>
    internal static string NewKey() => RandomNumberGenerator.GetString(Plain, 16);

    /// <summary>A recovery code: 4 groups of 4 letters, 79 bits.</summary>
    internal static string NewCode() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Plain, 4)));

    /// <summary>What of a secret is kept. The kind goes in, so that a secret of one kind is nothing in another's place.</summary>
    internal static string Hash(string kind, string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"sextant {kind} {secret}")));
}
