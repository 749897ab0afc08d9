using System.Collections.Concurrent;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Iteration;

/// <summary>What a walk for one name and type came to: a reply, or why there is none.</summary>
internal sealed record Found(KnownReply? Known, ZoneServers Zone, Failure? Failure, PathStop? Stop)
{
    public ReplyKind Kind => Known?.Reply.Kind ?? ReplyKind.Failed;
}

/// <summary>Goes from the deepest zone known down to the answer. Aliases are left to the caller.</summary>
internal sealed class Walker(DnsTransport transport, IterativeOptions options, ResolverCache cache, ServerMemory memory)
{
    private readonly Race _race = new(transport, options, memory);
    private readonly Pace _first = new(options.AttemptTimeout, Abreast: 3);
    private readonly Pace _again = new(options.AttemptTimeout * 2, Abreast: 8);
    private readonly ConcurrentDictionary<DnsName, Task> _leaders = new();

    public async ValueTask<Found> FindAsync(DnsName name, DnsType type, Work work)
    {
        if (cache.Answer(name, type) is { } known)
        {
            work.Recall(known.Zone);
            work.Add(known.Step);
            return new Found(known, known.Zone, null, null);
        }

        var question = new DnsQuestion(name, type);
        ZoneServers zone = cache.Deepest(name, type);
        if (transport.Judge(name) is { } refused)
        {
            // Before any server is blamed for an answer that it was not asked for.
            return new Found(null, zone, refused, null);
        }

        work.Recall(zone);
        for (int referrals = 0; referrals <= options.MaxReferrals; referrals++)
        {
            Found found = await AskLedAsync(zone, question, work).ConfigureAwait(false);
            if (found.Known is null)
            {
                return found;
            }

            if (found.Kind != ReplyKind.Referral)
            {
                cache.Keep(name, type, found.Known);
                return found;
            }

            // A referral leads strictly deeper towards the name, so this ends whatever servers say.
            zone = found.Zone;
        }

        return new Found(null, zone, Failure.DnsWorkLimit, null);
    }

    /// <summary>The addresses of a name server's name; what stood against them otherwise.</summary>
    public async ValueTask<(IReadOnlyList<Contender> Found, ServerFault? Fault)> SeekAsync(DnsName server, Work work)
    {
        if (work.Seeking.Count >= options.MaxNesting || !work.Seeking.Add(server))
        {
            return ([], new ServerFault(server, LinkFault.ServersZone, Failure: work.Seeking.Contains(server) ? Failure.DnsLoop : Failure.DnsWorkLimit));
        }

        try
        {
            var contenders = new List<Contender>();
            ServerFault? fault = null;
            foreach (DnsType type in options.Families.AddressTypes())
            {
                Found found = await FindAsync(server, type, work).ConfigureAwait(false);
                if (found.Kind == ReplyKind.Answer)
                {
                    contenders.AddRange(found.Known!.Reply.Records.Select(Reply.AddressOf).Select(a => new Contender(server, a!)));
                }

                // An alias is no name server's name (RFC 2181 section 10.3).
                fault ??= found.Known is null
                    ? new ServerFault(server, LinkFault.ServersZone, Failure: found.Failure, Deeper: found.Stop)
                    : new ServerFault(server, LinkFault.NoAddress, Failure: found.Kind == ReplyKind.NxDomain ? Failure.DnsNxdomain : Failure.DnsNoData);
            }

            return (contenders, contenders.Count > 0 ? null : fault);
        }
        finally
        {
            work.Seeking.Remove(server);
        }
    }

    /// <summary>
    /// Many names are looked up at once below the same few zones: one of them asks for the next zone, the others wait for it to have
    /// asked and go on from what it learnt. Only outermost questions wait, so no two wait for each other.
    /// </summary>
    private async ValueTask<Found> AskLedAsync(ZoneServers zone, DnsQuestion question, Work work)
    {
        DnsName? waitedFor = null;
        while (work.Seeking.Count == 0)
        {
            DnsName next = question.Name.Suffix(Math.Min(zone.Zone.LabelCount + 1, question.Name.LabelCount));
            if (next == question.Name || next == waitedFor)
            {
                break;
            }

            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task leader = _leaders.GetOrAdd(next, mine.Task);
            if (leader != mine.Task)
            {
                await leader.WaitAsync(work.Cancellation).ConfigureAwait(false);
                waitedFor = next;
                zone = Deeper(zone, question, work);
                continue;
            }

            try
            {
                // Another may have led and ended between the look into the cache and here.
                ZoneServers deeper = Deeper(zone, question, work);
                if (deeper == zone)
                {
                    return await AskAsync(zone, question, work).ConfigureAwait(false);
                }

                zone = deeper;
            }
            finally
            {
                _leaders.TryRemove(next, out _);
                mine.SetResult();
            }
        }

        return await AskAsync(zone, question, work).ConfigureAwait(false);
    }

    private ZoneServers Deeper(ZoneServers zone, DnsQuestion question, Work work)
    {
        ZoneServers known = cache.Deepest(question.Name, question.Type);
        if (known.Zone.LabelCount <= zone.Zone.LabelCount)
        {
            return zone;
        }

        work.Recall(known);
        return known;
    }

    /// <summary>Asks a zone's servers: first at the addresses that are known, then those whose addresses must be sought, then those again that did not like the question, plainly: without EDNS (RFC 6891 section 6.2.2) and in lower case.</summary>
    private async ValueTask<Found> AskAsync(ZoneServers zone, DnsQuestion question, Work work)
    {
        var inquiry = new Inquiry(zone, question, work);
        Contender[] known = [.. zone.Servers.SelectMany(s => s.Glue.Where(a => options.Families.Allows(a)).Select(a => new Contender(s.Name, a)))];
        KnownReply? reply = await _race.RunAsync(inquiry, known, _first).ConfigureAwait(false);
        reply ??= await AskSoughtAsync(inquiry).ConfigureAwait(false);
        if (reply is null && !work.Exhausted)
        {
            Contender[] unheard = [.. inquiry.Against.Where(MayDislikeTheForm).Select(f => new Contender(f.Server, f.Address!, Plain: true))];
            inquiry = inquiry with { Against = [.. inquiry.Against.Where(f => !MayDislikeTheForm(f))] };
            reply = await _race.RunAsync(inquiry, unheard, _again).ConfigureAwait(false);
        }

        return reply is null ? Stopped(zone, work, inquiry.Against) : Take(reply, zone);
    }

    /// <summary>A packet may have been lost; or the question was not liked, as EDNS or mixed case is by some, and nothing said or an error.</summary>
    private static bool MayDislikeTheForm(ServerFault fault) =>
        fault is { Address: not null, Failure: Failure.TimedOut or Failure.ConnectionClosed or Failure.ConnectionReset or Failure.DnsTruncated or Failure.DnsRefused or Failure.DnsServfail };

    private async ValueTask<KnownReply?> AskSoughtAsync(Inquiry inquiry)
    {
        (ZoneServers zone, Work work, List<ServerFault> against) = (inquiry.Zone, inquiry.Work, inquiry.Against);
        int sought = 0;
        foreach (NamedServer server in zone.Servers.Where(s => !s.Glue.Any(a => options.Families.Allows(a))))
        {
            if (server.Name.IsSubdomainOf(zone.Zone))
            {
                // Whoever would know its address is to be asked at that address.
                against.Add(new ServerFault(server.Name, server.Glue.Count > 0 ? LinkFault.NoAddress : LinkFault.NoGlue));
                continue;
            }

            if (++sought > options.MaxGlueless || work.Exhausted)
            {
                against.Add(new ServerFault(server.Name, LinkFault.ServersZone, Failure: Failure.DnsWorkLimit));
                continue;
            }

            (IReadOnlyList<Contender> found, ServerFault? fault) = await SeekAsync(server.Name, work).ConfigureAwait(false);
            if (fault is not null)
            {
                against.Add(fault);
            }

            if (await _race.RunAsync(inquiry, found, _first).ConfigureAwait(false) is { } reply)
            {
                return reply;
            }
        }

        return null;
    }

    private Found Take(KnownReply known, ZoneServers zone)
    {
        if (known.Reply.Referral is not { } referral)
        {
            return new Found(known, zone, null, null);
        }

        ZoneServers child = referral with { From = zone, Told = known.Step.Remembered };
        cache.Keep(child, known.Reply.Ttl ?? 0);
        return new Found(known, child, null, null);
    }

    /// <summary>Of several reasons the one nearest to working is named: whoever repairs begins there.</summary>
    private static Found Stopped(ZoneServers zone, Work work, List<ServerFault> against)
    {
        if (work.Exhausted)
        {
            return new Found(null, zone, Failure.DnsWorkLimit, null);
        }

        LinkFault[] order = [LinkFault.Lame, LinkFault.Unreachable, LinkFault.ServersZone, LinkFault.NoGlue, LinkFault.NoAddress];
        LinkFault worst = order.FirstOrDefault(o => against.Any(f => f.Fault == o), LinkFault.NoAddress);
        DnsName[] servers = [.. against.Select(f => f.Server).Distinct()];
        var stop = new PathStop(zone.Zone, servers.Length == 1 ? servers[0] : null, worst, against);
        // A server that is left alone because we chose so might have answered: nothing is known then.
        Failure failure = against.Any(f => f.Failure == Failure.Excluded) ? Failure.Excluded
            : worst is LinkFault.Lame or LinkFault.Unreachable
            ? against.First(f => f.Fault == worst).Failure ?? Failure.DnsNoServers
            : Failure.DnsNoServers;
        return new Found(null, zone, failure, stop);
    }
}
