namespace Sextant.Checks.Web.Content;

/// <summary>The bytes of a page of which the beginning alone need be here.</summary>
/// <param name="head">The first bytes, <see cref="PageReader.LongestBody"/> of them or all.</param>
/// <param name="length">Bytes that were read in all.</param>
/// <param name="sha256">SHA-256 of all that was read, in hexadecimal, lower case.</param>
public readonly ref struct PageBytes(ReadOnlySpan<byte> head, long length, string sha256)
{
    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Head { get; } = head;

    /// <summary>Bytes that were read in all.</summary>
    public long Length { get; } = length;

    /// <summary>Their SHA-256.</summary>
    public string Sha256 { get; } = sha256;
}
