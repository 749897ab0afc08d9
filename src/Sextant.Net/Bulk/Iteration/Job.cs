using Sextant.Net.Bulk.Engine;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>Questions that a name may still cause, those for its name servers' names included.</summary>
internal sealed class Credit(int left)
{
    public int Left { get; set; } = left;
}

/// <summary>How often a server was asked for this job in this zone, and what came.</summary>
internal struct Attempt
{
    public Server Server;
    public byte Tries;

    /// <summary>It answered, and not for this zone, or cannot be reached at all: not asked again.</summary>
    public bool Useless;

    /// <summary>It was asked without EDNS at its own wish.</summary>
    public bool Plain;

    /// <summary>It answered.</summary>
    public bool Answered;
    public Failure Failure;
}

/// <summary>Where a walk from the root stands: one for each slot, used again. Either for a name of the list, or for a name server's name.</summary>
internal sealed class Job
{
    /// <summary>Aliases that are followed, as everywhere in Sextant.</summary>
    public const int MostAliases = 10;

    private readonly byte[] _origin = new byte[DnsName.MaxWireLength + 1];
    private readonly Attempt[] _attempts = new Attempt[16];
    private byte[] _aliases = [];
    private int _originLength;
    private int _aliasLength;
    private int _attemptCount;

    /// <summary>The name server's name that this finds the addresses of; null for a name of the list.</summary>
    public Host? Sought { get; private set; }

    /// <summary>Name servers' names between a name of the list and this.</summary>
    public int Depth { get; private set; }

    public Credit Credit { get; private set; } = new(0);

    public Zone Zone { get; private set; } = null!;

    public int AliasCount { get; private set; }

    /// <summary>Questions to the servers of this zone.</summary>
    public int TriesHere { get; set; }

    /// <summary>Servers of this zone without glue that were looked at.</summary>
    public int Looked { get; set; }

    /// <summary>Questions sent in all.</summary>
    public int Sent { get; set; }

    /// <summary>The name that this asks for first, others waiting; 0 when there is none.</summary>
    public ulong Leads { get; set; }

    /// <summary>The name that this last waited for.</summary>
    public ulong WaitedFor { get; set; }

    /// <summary>The first slot that waits for this; -1 when none does.</summary>
    public int Parked { get; set; }

    /// <summary>The next that waits for the same.</summary>
    public int NextParked { get; set; }

    /// <summary>The name server's name that this waits for.</summary>
    public Host? WaitsFor { get; set; }

    /// <summary>The next that waits for room at the same server.</summary>
    public int NextInLine { get; set; }

    /// <summary>The name of the list, in lower case.</summary>
    public ReadOnlySpan<byte> Origin => _origin.AsSpan(0, _originLength);

    /// <summary>Targets of the aliases followed, one behind the other.</summary>
    public ReadOnlySpan<byte> Aliases => _aliases.AsSpan(0, _aliasLength);

    public ReadOnlySpan<Attempt> Attempts => _attempts.AsSpan(0, _attemptCount);

    public void Begin(ReadOnlySpan<byte> name, Host? sought, int depth, Credit credit)
    {
        name.CopyTo(_origin);
        (_originLength, _aliasLength, AliasCount) = (name.Length, 0, 0);
        (Sought, Depth, Credit) = (sought, depth, credit);
        (Sent, Leads, WaitedFor, Parked, NextParked, WaitsFor, NextInLine) = (0, 0, 0, -1, -1, null, -1);
    }

    /// <summary>Goes on at a zone, all of its servers new.</summary>
    public void GoTo(Zone zone)
    {
        Zone = zone;
        (_attemptCount, TriesHere, Looked) = (0, 0, 0);
    }

    /// <summary>One alias more.</summary>
    public Failure? AddAlias(ReadOnlySpan<byte> target)
    {
        if (target.SequenceEqual(Origin) || Contains(target))
        {
            return Failure.DnsLoop;
        }

        if (AliasCount == MostAliases)
        {
            return Failure.DnsChainTooLong;
        }

        if (_aliases.Length - _aliasLength < target.Length)
        {
            Array.Resize(ref _aliases, _aliasLength + (4 * DnsName.MaxWireLength));
        }

        target.CopyTo(_aliases.AsSpan(_aliasLength));
        _aliasLength += target.Length;
        AliasCount++;
        return null;
    }

    /// <summary>What came of a server so far; null when it was not asked.</summary>
    public Attempt? Find(Server server)
    {
        int index = IndexOf(server);
        return index < 0 ? null : _attempts[index];
    }

    /// <summary>The record of a server; the last is used again where there are too many.</summary>
    public ref Attempt Note(Server server)
    {
        int index = IndexOf(server);
        if (index < 0)
        {
            index = _attemptCount < _attempts.Length ? _attemptCount++ : _attempts.Length - 1;
            _attempts[index] = new Attempt { Server = server, Failure = Failure.TimedOut };
        }

        return ref _attempts[index];
    }

    private int IndexOf(Server server)
    {
        for (int i = 0; i < _attemptCount; i++)
        {
            if (_attempts[i].Server == server)
            {
                return i;
            }
        }

        return -1;
    }

    private bool Contains(ReadOnlySpan<byte> target)
    {
        for (ReadOnlySpan<byte> left = Aliases; !left.IsEmpty;)
        {
            int length = WireName.Length(left);
            if (left[..length].SequenceEqual(target))
            {
                return true;
            }

            left = left[length..];
        }

        return false;
    }
}
