namespace Sextant.Wire.Http;

/// <summary>Why a block of header fields cannot be read.</summary>
public enum HpackFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It ends within a field.</summary>
    Short,

    /// <summary>A number that no block needs.</summary>
    NumberTooLarge,

    /// <summary>An index behind the end of the tables (RFC 7541 section 2.3.3).</summary>
    NoSuchIndex,

    /// <summary>A Huffman string that is none.</summary>
    BadHuffman,

    /// <summary>A table larger than was allowed, or a change of its size after a field (RFC 7541 section 4.2).</summary>
    BadTableSize,

    /// <summary>More header fields than the reader takes.</summary>
    TooLarge,
}
