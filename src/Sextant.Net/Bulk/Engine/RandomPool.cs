using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sextant.Net.Bulk.Engine;

/// <summary>
/// Ids and cases from the system's strong source, fetched by the page: whoever sees the questions of his own zone must not be able to
/// tell the next ids from them (RFC 5452 section 10), and a call for each would cost more than the rest of the question.
/// </summary>
internal sealed class RandomPool
{
    private readonly byte[] _page = new byte[4096];
    private int _at = 4096;

    public ushort Next16()
    {
        Ensure(2);
        _at += 2;
        return BinaryPrimitives.ReadUInt16LittleEndian(_page.AsSpan(_at - 2));
    }

    public ulong Next64()
    {
        Ensure(8);
        _at += 8;
        return BinaryPrimitives.ReadUInt64LittleEndian(_page.AsSpan(_at - 8));
    }

    private void Ensure(int count)
    {
        if (_page.Length - _at < count)
        {
            RandomNumberGenerator.Fill(_page);
            _at = 0;
        }
    }
}
