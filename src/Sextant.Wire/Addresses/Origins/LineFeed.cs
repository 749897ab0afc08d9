namespace Sextant.Wire.Addresses.Origins;

/// <summary>Cuts a stream into lines, without their ends, in memory that does not grow with the stream.</summary>
internal sealed class LineFeed(Stream stream)
{
    /// <summary>64 KB: a path of all 4,096 systems that a BGP message can hold fits, twice.</summary>
    public const int LongestLine = 64 * 1024;

    private readonly byte[] _buffer = new byte[LongestLine * 2];
    private int _from;
    private int _to;
    private bool _ended;
    private bool _skipping;

    /// <summary>The number of the line just given, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line; <paramref name="tooLong"/> when it has no end within reach, and then only its beginning is given.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool tooLong)
    {
        while (true)
        {
            ReadOnlySpan<byte> held = _buffer.AsSpan(_from, _to - _from);
            int end = held.IndexOf((byte)'\n');
            if (end < 0 && !_ended && held.Length < LongestLine)
            {
                Fill();
                continue;
            }

            if (end < 0 && held.IsEmpty)
            {
                line = [];
                tooLong = false;
                return false;
            }

            // Without an end it is the last line, or one too long: what follows is thrown away up to its end.
            line = held[..(end < 0 ? held.Length : end)];
            _from += end < 0 ? held.Length : end + 1;
            bool rest = _skipping;
            _skipping = end < 0 && !_ended;
            if (rest)
            {
                continue;
            }

            Number++;
            tooLong = _skipping || line.Length > LongestLine;
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            return true;
        }
    }

    private void Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        int read = stream.Read(_buffer, _to, _buffer.Length - _to);
        _to += read;
        _ended = read == 0;
    }
}
