namespace Sextant.Wire.Http;

/// <summary>The fields that a block may name by number: 61 fixed ones (RFC 7541 appendix A), then those of this connection, the newest first.</summary>
internal sealed class HpackTable
{
    // RFC 7541 section 4.1: what an entry counts beside its two strings.
    public const int EntryOverhead = 32;

    private static readonly (string Name, string Value)[] Fixed =
    [
        (":authority", ""), (":method", "GET"), (":method", "POST"), (":path", "/"), (":path", "/index.html"), (":scheme", "http"), (":scheme", "https"),
        (":status", "200"), (":status", "204"), (":status", "206"), (":status", "304"), (":status", "400"), (":status", "404"), (":status", "500"),
        ("accept-charset", ""), ("accept-encoding", "gzip, deflate"), ("accept-language", ""), ("accept-ranges", ""), ("accept", ""),
        ("access-control-allow-origin", ""), ("age", ""), ("allow", ""), ("authorization", ""), ("cache-control", ""), ("content-disposition", ""),
        ("content-encoding", ""), ("content-language", ""), ("content-length", ""), ("content-location", ""), ("content-range", ""), ("content-type", ""),
        ("cookie", ""), ("date", ""), ("etag", ""), ("expect", ""), ("expires", ""), ("from", ""), ("host", ""), ("if-match", ""), ("if-modified-since", ""),
        ("if-none-match", ""), ("if-range", ""), ("if-unmodified-since", ""), ("last-modified", ""), ("link", ""), ("location", ""), ("max-forwards", ""),
        ("proxy-authenticate", ""), ("proxy-authorization", ""), ("range", ""), ("referer", ""), ("refresh", ""), ("retry-after", ""), ("server", ""),
        ("set-cookie", ""), ("strict-transport-security", ""), ("transfer-encoding", ""), ("user-agent", ""), ("vary", ""), ("via", ""), ("www-authenticate", ""),
    ];

    // The newest last: an index counts from the end.
    private readonly List<(string Name, string Value, int Size)> own = [];
    private int size;
    private int limit;

    public HpackTable(int most) => (Most, limit) = (most, most);

    /// <summary>The largest size that was allowed to the peer.</summary>
    public int Most { get; }

    public bool TryGet(int index, out (string Name, string Value) field)
    {
        field = default;
        if (index < 1 || index > Fixed.Length + own.Count)
        {
            return false;
        }

        if (index <= Fixed.Length)
        {
            field = Fixed[index - 1];
        }
        else
        {
            var (name, value, _) = own[^(index - Fixed.Length)];
            field = (name, value);
        }

        return true;
    }

    /// <summary>Adds a field; what has no room any more goes, and a field larger than the table empties it (RFC 7541 section 4.4).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="bytes">Length of both, as sent.</param>
    public void Add(string name, string value, int bytes)
    {
        int more = bytes + EntryOverhead;
        Shrink(Math.Max(0, limit - more));
        if (more <= limit)
        {
            own.Add((name, value, more));
            size += more;
        }
    }

    public void Resize(int most)
    {
        limit = most;
        Shrink(most);
    }

    private void Shrink(int most)
    {
        int gone = 0;
        for (; size > most; gone++)
        {
            size -= own[gone].Size;
        }

        own.RemoveRange(0, gone);
    }
}
