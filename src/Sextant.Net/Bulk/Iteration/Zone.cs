using Sextant.Net.Bulk.Engine;
using Sextant.Wire;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>A zone as its parent told of it: its servers' names, with the addresses that came along. Glue stays with its delegation and never becomes an answer (RFC 2181 section 5.4.1).</summary>
internal sealed class Zone(byte[] name, int labels, ZoneServer[] servers, long until) : IFound
{
    public byte[] Name { get; } = name;

    public int Labels { get; } = labels;

    public ZoneServer[] Servers { get; } = servers;

    /// <summary>When it is to be asked for anew, in ticks of the clock.</summary>
    public long Until { get; } = until;

    /// <summary>Until then nobody asks its servers again: none of them was of use, for <see cref="Failure"/> at <see cref="Stop"/>.</summary>
    public long BrokenUntil { get; private set; }

    public Failure Failure { get; private set; }

    public BulkStop? Stop { get; private set; }

    public void Break(Failure failure, BulkStop stop, long until) => (Failure, Stop, BrokenUntil) = (failure, stop, until);

    public bool Is(ReadOnlySpan<byte> key) => key.SequenceEqual(Name);
}

/// <summary>A name server of a zone.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Glue">Its addresses of the families allowed.</param>
/// <param name="HasOther">It came with addresses, but of another family.</param>
/// <param name="IsInside">It lies in the zone that it serves: whoever would know its address is to be asked at that address.</param>
internal sealed record ZoneServer(byte[] Name, Server[] Glue, bool HasOther, bool IsInside)
{
    /// <summary>What is known of a name that came without addresses; null before anyone asked.</summary>
    public Host? Host { get; set; }
}

/// <summary>A name server's name that came without addresses, and what was found out about it; many zones share it.</summary>
internal sealed class Host(byte[] name) : IFound
{
    public byte[] Name { get; } = name;

    public Server[] Servers { get; set; } = [];

    /// <summary>It could not be looked up: the zone that it lies in does not work.</summary>
    public bool InBrokenZone { get; set; }

    /// <summary>Where the look for it stopped.</summary>
    public BulkStop? Stop { get; set; }

    /// <summary>Until when that holds, in ticks of the clock; 0 before anything was found out.</summary>
    public long Until { get; set; }

    /// <summary>The slot that finds it out now; -1 when none does.</summary>
    public int Seeker { get; set; } = -1;

    /// <summary>The first slot that waits for it; the rest is chained through the jobs.</summary>
    public int Parked { get; set; } = -1;

    public bool Is(ReadOnlySpan<byte> key) => key.SequenceEqual(Name);
}

/// <summary>An answer that others may need: the end of an alias, or that a name does not exist.</summary>
/// <param name="Message">The message; empty for a name that does not exist.</param>
internal sealed record KeptAnswer(byte[] Key, byte[] Message, long Until) : IFound
{
    public bool Is(ReadOnlySpan<byte> key) => key.SequenceEqual(Key);
}
