using System.Security.Cryptography;

namespace Sextant.Net.Http.Bodies;

/// <summary>
/// What was read of a response's body, decompressed: its beginning, as much as whoever fetches can use, and length and digest of all that was read. Its bytes lie in
/// a buffer of the pool, and a long one takes one of the places that there are for such: dispose it when it was looked at.
/// </summary>
public sealed class FetchedBody : IDisposable
{
    private readonly PooledBytes head;
    private readonly BodyPlace? place;
    private IncrementalHash? whole;
    private string? digest;

    internal FetchedBody(int mostHead, BodyPlace? place = null) => (head, this.place) = (new PooledBytes(mostHead), place);

    /// <summary>The first bytes, <see cref="HttpFetcherOptions.MaxHead"/> at most; empty once it was disposed.</summary>
    public ReadOnlySpan<byte> Head => head.Span;

    /// <summary>Bytes that were read, kept or not.</summary>
    public long Length { get; private set; }

    /// <summary>SHA-256 of all that was read, 64 hexadecimal digits in lower case. Not after it was disposed, unless it was asked for before.</summary>
    public string Sha256 => digest ??= whole is null ? Convert.ToHexStringLower(SHA256.HashData(Head)) : Convert.ToHexStringLower(whole.GetCurrentHash());

    /// <summary>A body that is here as a whole.</summary>
    public static FetchedBody Of(ReadOnlySpan<byte> bytes)
    {
        var body = new FetchedBody(bytes.Length);
        body.Add(bytes);
        return body;
    }

    internal void Add(ReadOnlySpan<byte> piece)
    {
        int kept = head.Add(piece);
        Length += piece.Length;
        if (kept < piece.Length)
        {
            // Only of what outgrows its head: the digest of the others is reckoned when it is asked for.
            if (whole is null)
            {
                whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                whole.AppendData(Head);
            }

            whole.AppendData(piece[kept..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        whole?.Dispose();
        head.Dispose();
        place?.Leave();
    }
}
