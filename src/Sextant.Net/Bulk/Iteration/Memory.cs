using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Sextant.Net.Bulk.Engine;
using Sextant.Net.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>
/// What one thread has learnt: zones, name servers' names, servers and how quick they are, answers that others need. All of it is bounded, so that
/// memory does not grow with the list.
/// </summary>
internal sealed class Memory
{
    /// <summary>Zones below registries serve one name of a list and are soon of no use: so many are under way and a little behind.</summary>
    private const int MostZones = 65_536;
    private const int MostHosts = 65_536;
    private const int MostServers = 65_536;
    private const int MostAnswers = 16_384;

    /// <summary>Longer answers are not kept: 16,384 of these are 16 MiB.</summary>
    private const int LargestKept = 1024;

    /// <summary>1 hour: a run sees what was repaired; 5 s: servers that say 0 or 1 are not asked for each of the thousands that are under way.</summary>
    private const uint LongestTtl = 3600;
    private const uint ShortestTtl = 5;
    private const int DnsPort = 53;

    private readonly Recent<Zone> _zones = new(MostZones);
    private readonly Recent<Host> _hosts = new(MostHosts);
    private readonly Recent<Known> _servers = new(MostServers);
    private readonly Recent<KeptAnswer> _answers = new(MostAnswers);
    private readonly HashSet<ulong> _uncut = [];
    private readonly byte[] _key = new byte[DnsName.MaxWireLength + 2];
    private readonly Paces _paces;
    private readonly BulkOptions _options;
    private readonly BulkIteration _iteration;
    private readonly INetwork _network;
    private readonly long _frequency;

    public Memory(BulkOptions options, INetwork network, long frequency)
    {
        (_options, _iteration, _network, _frequency) = (options, options.Iteration!, network, frequency);
        _paces = new Paces(options, frequency);
        Root = new Zone([0], 0, [.. _iteration.RootHints.Servers.Select(OfHints)], long.MaxValue);
    }

    public Zone Root { get; }

    /// <summary>The deepest zone known that a name belongs to.</summary>
    /// <param name="first">The label to begin at: 1 for what belongs above a zone's cut (DS, RFC 4035 section 3.1.4.1).</param>
    public Zone Deepest(ReadOnlySpan<byte> name, int first, long now)
    {
        Span<byte> starts = stackalloc byte[NameHash.MostLabels];
        Span<ulong> hashes = stackalloc ulong[NameHash.MostLabels];
        int labels = NameHash.Labels(name, starts, hashes);
        for (int i = first; i < labels; i++)
        {
            if (_zones.Find(hashes[i], name[starts[i]..]) is { } zone && zone.Until > now)
            {
                return zone;
            }
        }

        return Root;
    }

    public void Keep(Zone zone) => _zones.Keep(NameHash.Of(zone.Name), zone);

    /// <summary>A name server's name; made known when it was not.</summary>
    public Host HostOf(byte[] name)
    {
        ulong hash = NameHash.Of(name);
        Host? host = _hosts.Find(hash, name);
        if (host is null)
        {
            host = new Host(name);
            _hosts.Keep(hash, host);
        }

        return host;
    }

    /// <summary>The server at an address; null where this family, or this address, may not be asked.</summary>
    public Server? ServerAt(ReadOnlySpan<byte> address)
    {
        ulong hash = NameHash.Of(address);
        if (_servers.Find(hash, address) is { } known)
        {
            return known.Server;
        }

        var ip = new IPAddress(address);
        known = new Known([.. address], Make(ip));
        _servers.Keep(hash, known);
        return known.Server;
    }

    /// <summary>Whether a family may be asked.</summary>
    public bool Allows(AddressFamily family) => _iteration.Families switch
    {
        FamilyMode.V4Only => family == AddressFamily.InterNetwork,
        FamilyMode.V6Only => family == AddressFamily.InterNetworkV6,
        _ => true,
    };

    /// <summary>When something with a TTL of so many seconds is to be asked for anew.</summary>
    public long Until(uint ttl, long now) => now + (Math.Clamp(ttl, ShortestTtl, LongestTtl) * _frequency);

    /// <summary>What is known of a name and type; without a type: that the name does not exist.</summary>
    public KeptAnswer? Answer(ReadOnlySpan<byte> name, DnsType? type, long now)
    {
        ReadOnlySpan<byte> key = Key(name, type);
        return _answers.Find(NameHash.Of(key), key) is { } kept && kept.Until > now ? kept : null;
    }

    /// <summary>Keeps what others may need: that a name does not exist, and of a name that aliases lead to what it has or has not (RFC 2308).</summary>
    /// <param name="type">The type asked at the end of an alias; else null.</param>
    public void Keep(ReplyReading reading, ReplyMeaning meaning, ReadOnlySpan<byte> name, DnsType? type, ReadOnlySpan<byte> message, long now)
    {
        bool isAnswer = meaning == ReplyMeaning.Answer;
        bool isNothing = meaning == ReplyMeaning.NxDomain;
        bool isOfUse = isNothing || (type is not null && (meaning == ReplyMeaning.NoData || (isAnswer && message.Length <= LargestKept)));
        if (isOfUse && reading.Ttl > 0)
        {
            ReadOnlySpan<byte> key = Key(name, isNothing ? null : type);
            _answers.Keep(NameHash.Of(key), new KeptAnswer(key.ToArray(), isAnswer ? message.ToArray() : [], Until(reading.Ttl, now)));
        }
    }

    /// <summary>There is no zone cut at a name: whoever asks for a name below it asks the zone above.</summary>
    public bool IsUncut(ulong hash) => _uncut.Contains(hash);

    public void KeepUncut(ulong hash)
    {
        if (_uncut.Count >= MostZones)
        {
            _uncut.Clear();
        }

        _uncut.Add(hash);
    }

    private ZoneServer OfHints(RootServer server)
    {
        IPAddress[] allowed = [.. server.Addresses.Where(a => Allows(a.AddressFamily))];
        return new ZoneServer(
            server.Name.Wire.ToArray(), [.. allowed.Select(a => ServerAt(a.GetAddressBytes())).OfType<Server>()], allowed.Length < server.Addresses.Count, IsInside: true);
    }

    private Server? Make(IPAddress address)
    {
        if (!Allows(address.AddressFamily) || !_iteration.Allows(address) || _network.Route(new IPEndPoint(address, DnsPort)) is not { } route)
        {
            return null;
        }

        int group = address.AddressFamily == AddressFamily.InterNetworkV6 ? 1 : 0;
        return new Server(new ServerPlace(new IPEndPoint(address, DnsPort), group, route), _paces.Of(address), _options.InFlight, _frequency);
    }

    /// <summary>The name and the type; all ones for "there is no such name".</summary>
    private ReadOnlySpan<byte> Key(ReadOnlySpan<byte> name, DnsType? type)
    {
        name.CopyTo(_key);
        BinaryPrimitives.WriteUInt16BigEndian(_key.AsSpan(name.Length), (ushort?)type ?? ushort.MaxValue);
        return _key.AsSpan(0, name.Length + 2);
    }

    private sealed record Known(byte[] Address, Server? Server) : IFound
    {
        public bool Is(ReadOnlySpan<byte> key) => key.SequenceEqual(Address);
    }
}
