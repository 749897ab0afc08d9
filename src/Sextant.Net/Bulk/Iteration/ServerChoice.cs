using System.Net.Sockets;
using Sextant.Net.Bulk.Engine;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>Whom to ask for a zone: quick servers first, unknown ones among the quick, those that are silent or have no room last.</summary>
internal sealed class ServerChoice(Memory memory, long frequency)
{
    /// <summary>Tries of one server for one zone.</summary>
    private const int MostTries = 6;

    private readonly LinkFault[] _order = [LinkFault.Lame, LinkFault.Unreachable, LinkFault.ServersZone, LinkFault.NoGlue, LinkFault.NoAddress];

    /// <param name="fresh">Only servers that were not asked yet.</param>
    public Server? Next(Job job, bool fresh, long now)
    {
        Server? best = null;
        long least = long.MaxValue;
        foreach (ZoneServer named in job.Zone.Servers)
        {
            foreach (Server server in named.Glue.Length > 0 ? named.Glue : named.Host?.Servers ?? [])
            {
                Attempt? past = job.Find(server);
                int tries = past?.Tries ?? 0;
                if (past is { Useless: true } || tries >= (fresh ? 1 : MostTries))
                {
                    continue;
                }

                long rank = Rank(server, tries, now);
                (best, least) = rank < least ? (server, rank) : (best, least);
            }
        }

        return best;
    }

    /// <summary>The zone that an answer refers to.</summary>
    public Zone ZoneOf(ReplyReading reading, ReadOnlySpan<byte> message, long now)
    {
        byte[] name = reading.Child.ToArray();
        var servers = new ZoneServer[reading.ServerCount];
        Span<Server?> glue = new Server?[reading.GlueCount];
        for (int i = 0; i < servers.Length; i++)
        {
            int count = 0;
            bool other = false;
            for (int g = 0; g < reading.GlueCount; g++)
            {
                if (reading.Glue(g, message, out ReadOnlySpan<byte> address) == i)
                {
                    glue[count] = memory.ServerAt(address);
                    other |= glue[count] is null;
                    count += glue[count] is null || glue[..count].Contains(glue[count]) ? 0 : 1;
                }
            }

            byte[] server = reading.ServerName(i).ToArray();
            servers[i] = new ZoneServer(server, glue[..count].ToArray()!, other, WireName.IsWithin(server, name));
        }

        Span<byte> starts = stackalloc byte[NameHash.MostLabels];
        Span<ulong> hashes = stackalloc ulong[NameHash.MostLabels];
        return new Zone(name, NameHash.Labels(name, starts, hashes), servers, memory.Until(reading.Ttl, now));
    }

    /// <summary>The servers at the addresses of an answer.</summary>
    public Server[] ServersOf(ReplyReading reading, ReadOnlySpan<byte> message)
    {
        var servers = new List<Server>();
        foreach (DnsRecordView record in reading.Records)
        {
            bool isAddress = record is { Type: DnsType.A, RDataLength: 4 } or { Type: DnsType.Aaaa, RDataLength: 16 };
            if (isAddress && servers.Count < MostTries * 2 && memory.ServerAt(record.RData(message)) is { } server && !servers.Contains(server))
            {
                servers.Add(server);
            }
        }

        return [.. servers];
    }

    /// <summary>Of several reasons the one nearest to working is named: whoever repairs begins there.</summary>
    public (Failure Failure, BulkStop Stop) Explain(Job job)
    {
        int worst = _order.Length - 1;
        Failure failure = Failure.DnsNoServers;
        foreach (Attempt attempt in job.Attempts)
        {
            int place = attempt.Answered ? 0 : 1;
            if (place < worst)
            {
                (worst, failure) = (place, attempt.Failure);
            }
        }

        BulkStop? deeper = null;
        foreach (ZoneServer server in job.Zone.Servers)
        {
            if (server.Glue.Length > 0 || server.Host is { Servers.Length: > 0 })
            {
                continue;
            }

            LinkFault fault = server.HasOther ? LinkFault.NoAddress
                : server.IsInside ? LinkFault.NoGlue
                : server.Host is { InBrokenZone: false, Until: > 0 } ? LinkFault.NoAddress : LinkFault.ServersZone;
            int place = Array.IndexOf(_order, fault);
            deeper ??= fault == LinkFault.ServersZone ? server.Host?.Stop : null;
            worst = Math.Min(worst, place);
        }

        // Where a server's own zone stops the walk, that zone's link is the one to mend.
        return (failure, _order[worst] == LinkFault.ServersZone && deeper is { } link ? link : new BulkStop(job.Zone.Name, _order[worst]));
    }

    private long Rank(Server server, int tries, long now)
    {
        long rank = server.RoundTrip == 0 ? frequency * (20 + Random.Shared.Next(60)) / 1000 : server.RoundTrip;
        rank += server.RestsUntil > now ? frequency * 10 : server.IsAiling ? frequency * 5 : 0;
        rank += server.LineHead >= 0 || server.Room(now) <= 0 ? frequency : 0;
        return rank + (tries * frequency * 60);
    }
}
