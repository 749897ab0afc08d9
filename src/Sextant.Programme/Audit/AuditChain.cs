using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sextant.Programme.Register;

namespace Sextant.Programme.Audit;

/// <summary>
/// How entries hang together: SHA-256 over every field of a row and the hash of the row before. Each field goes in with its length, so that no two
/// rows that differ give the same bytes; null is the length -1.
/// </summary>
internal static class AuditChain
{
    /// <summary>What stands before the first entry. The name says which form the hashes have.</summary>
    internal static string Root { get; } = Convert.ToHexStringLower(SHA256.HashData("sextant audit 1"u8));

    internal static string Hash(AuditEntryRow row) => Hash(row, row.Sequence);

    /// <summary>The hash that the row would have in another place.</summary>
    internal static string Hash(AuditEntryRow row, long sequence)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, sequence);
        Add(hash, (row.At.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);
        foreach (string? text in (ReadOnlySpan<string?>)[row.Who, row.From, row.Action, row.Subject, row.Reason, row.Before, row.After, row.Previous])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text ?? "");
            Add(hash, text is null ? -1 : bytes.Length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
