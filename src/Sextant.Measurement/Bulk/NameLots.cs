using System.Security.Cryptography;
using System.Text;
using Sextant.Net.Bulk;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Bulk;

/// <summary>A line that holds no name.</summary>
/// <param name="Line">Its number, from 1.</param>
public sealed record SkippedLine(long Line, NameLineKind Kind);

/// <summary>
/// Reads a list of any length, lot by lot. Where a lot begins decides where it ends, so that a list read again from the same place gives the same lots.
/// </summary>
internal sealed class NameLots : IDisposable
{
    /// <summary>A line of a list holds a name of at most 759 bytes in Unicode and perhaps a long comment; what is longer is another kind of file.</summary>
    private const int LongestLine = 64 << 10;

    private const int Head = 64 << 10;
    private const int FaultsTold = 10;
    private readonly Stream _stream;
    private readonly NameSet _excluded;
    private readonly byte[] _buffer = new byte[4 * LongestLine];
    private readonly byte[] _wire = new byte[256];
    private SkippedLine[] _told = [];
    private int _from;
    private int _to;
    private bool _ended;

    /// <param name="stream">The list; belongs to this.</param>
    /// <param name="excluded">Names that are skipped, with all below them.</param>
    public NameLots(Stream stream, NameSet excluded)
    {
        (_stream, _excluded) = (stream, excluded);
        while (_to < Head && Fill())
        {
        }

        Fingerprint = Convert.ToHexString(SHA256.HashData(_buffer.AsSpan(0, Math.Min(_to, Head)))) + Mark(excluded);
        if (_buffer.AsSpan(0, _to).StartsWith("\uFEFF"u8))
        {
            (_from, Offset) = (3, 3);
        }
    }

    /// <summary>The list's head and what is left out of it, hashed: another list is told from this one, and lots of other names too.</summary>
    public string Fingerprint { get; }

    /// <summary>Bytes read as lines.</summary>
    public long Offset { get; private set; }

    /// <summary>Lines read.</summary>
    public long Line { get; private set; }

    public long Skipped { get; private set; }

    /// <summary>The first few lines skipped; may be read by another thread.</summary>
    public IReadOnlyList<SkippedLine> FirstSkipped => _told;

    /// <summary>Where the list stands.</summary>
    public ListPlace Place => new(Offset, Line, Skipped);

    /// <summary>Goes on where an earlier reading was.</summary>
    /// <exception cref="EndOfStreamException">The list is shorter now.</exception>
    public void GoTo(long offset, long line, long skipped, IEnumerable<SkippedLine> told)
    {
        while (Offset < offset)
        {
            if (_from == _to && !Fill())
            {
                throw new EndOfStreamException();
            }

            int step = (int)Math.Min(_to - _from, offset - Offset);
            _from += step;
            Offset += step;
        }

        (Line, Skipped) = (line, skipped);
        _told = [.. told];
    }

    /// <summary>Fills a lot; false when there is no name left.</summary>
    public bool TryTake(BulkLot lot)
    {
        lot.Clear();
        while (TryPeekLine(out ReadOnlySpan<byte> line, out int length, out bool tooLong))
        {
            NameLineKind kind = NameLineKind.LineTooLong;
            int wireLength = 0;
            if (!tooLong)
            {
                kind = NameLine.Read(line, _wire, out wireLength);
                kind = kind == NameLineKind.Name && _excluded.Covers(_wire.AsSpan(0, wireLength)) ? NameLineKind.Excluded : kind;
            }

            if (kind == NameLineKind.Name && !lot.TryAdd(_wire.AsSpan(0, wireLength)))
            {
                return true;
            }

            _from += length;
            Offset += length;
            Line++;
            if (kind is not (NameLineKind.Name or NameLineKind.Nothing))
            {
                Skip(kind);
            }
        }

        return lot.Count > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static string Mark(NameSet excluded) =>
        excluded.Count == 0 ? "" : "-" + Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', excluded.Names.Order(StringComparer.Ordinal)))));

    private void Skip(NameLineKind kind)
    {
        Skipped++;
        if (_told.Length < FaultsTold)
        {
            _told = [.. _told, new SkippedLine(Line, kind)];
        }
    }

    /// <summary>The next line, with its end counted in the length; a line that is too long is read to its end and comes as an empty one.</summary>
    private bool TryPeekLine(out ReadOnlySpan<byte> line, out int length, out bool tooLong)
    {
        tooLong = false;
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_from, _to - _from);
            int end = rest.IndexOf((byte)'\n');
            if (end >= 0 || _ended)
            {
                line = end >= 0 ? rest[..end] : rest;
                length = end >= 0 ? end + 1 : rest.Length;
                return length > 0 || tooLong;
            }

            if (rest.Length > LongestLine)
            {
                tooLong = true;
                Offset += rest.Length;
                _from = _to;
            }

            Fill();
        }
    }

    /// <summary>Reads on; false at the end.</summary>
    private bool Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        int read = _ended ? 0 : _stream.Read(_buffer, _to, _buffer.Length - _to);
        _ended |= read == 0;
        _to += read;
        return read > 0;
    }
}
