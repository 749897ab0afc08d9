using Sextant.Net.Bulk.Engine;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Iteration;

/// <summary>
/// Walks from the root down for each name: every walk is a state in its slot, moved by the packets that come. Names below one zone share what is known of it:
/// one asks for the next zone, the others wait for what it learns; a name server's name is looked up once for all zones that it serves.
/// </summary>
internal sealed class IterativeQuestioner : IQuestioner
{
    private readonly BulkOptions _options;
    private readonly BulkIteration _iteration;
    private readonly Courier _courier;
    private readonly NameFeed _feed;
    private readonly IBulkHands _hands;
    private readonly Memory _memory;
    private readonly Job[] _jobs;
    private readonly Lines _lines;
    private readonly ServerChoice _choice;
    private readonly ReplyReading _reading = new();
    private readonly Reporter _reporter;
    private readonly Leads _leads;
    private readonly HostSearch _search;
    private readonly byte[] _lower = new byte[256];
    private readonly int _reserve;
    private readonly long _frequency;

    public IterativeQuestioner(BulkOptions options, Courier courier, IBulkHands hands, INetwork network, TimeProvider time)
    {
        (_options, _iteration, _courier, _hands, _frequency) = (options, options.Iteration!, courier, hands, time.TimestampFrequency);
        _feed = new NameFeed(hands, options.Types.Count);
        _memory = new Memory(options, network, _frequency);
        _jobs = [.. Enumerable.Range(0, options.InFlight).Select(_ => new Job())];
        _lines = new Lines(courier, _jobs, _frequency);
        _choice = new ServerChoice(_memory, _frequency);
        _leads = new Leads(_jobs, _memory, severalTypes: options.Types.Count > 1);
        _search = new HostSearch(_iteration, courier.Slots, _jobs, _memory);
        _reporter = new Reporter(courier, _jobs, hands, _reading, time);
        // Names of the list leave slots for the name servers' names that they hang on, else both could wait for each other.
        _reserve = options.InFlight / 8;
    }

    /// <inheritdoc/>
    public bool IsDone => _feed.IsAtEnd && _courier.Slots.Used == 0;

    /// <inheritdoc/>
    public void Fill(bool idle, long now)
    {
        if (idle)
        {
            _hands.Rest();
        }

        while (_courier.Slots.FreeCount > _reserve && _feed.TryNext(out int position))
        {
            int slot = _courier.Slots.Take(_feed.Name(position), _options.Types[position % _options.Types.Count]);
            _courier.Slots[slot].Lot = _feed.Lot;
            _courier.Slots[slot].Position = position;
            _jobs[slot].Begin(_feed.Name(position), null, depth: 0, new Credit(_iteration.MaxQueries));
            Start(slot, now);
        }
    }

    /// <inheritdoc/>
    public long NextAt(long now) => long.MaxValue;

    /// <inheritdoc/>
    public void OnTurn(int slot, long now) => _lines.Move(_courier.Slots[slot].Server!, now);

    /// <inheritdoc/>
    public void OnAnswer(int slot, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        Server server = _courier.Slots[slot].Server!;
        Take(slot, server, message, tcp, now);
        _lines.Move(server, now);
    }

    /// <inheritdoc/>
    public void OnSilent(int slot, Failure failure, long now)
    {
        Server server = _courier.Slots[slot].Server!;
        ref Attempt attempt = ref _jobs[slot].Note(server);
        attempt.Failure = failure;
        // Silence may be a packet lost; what the system itself says will not change within this walk.
        attempt.Useless |= failure is not (Failure.TimedOut or Failure.DnsTruncated or Failure.ConnectionRefused);
        Step(slot, now);
        _lines.Move(server, now);
    }

    private ReadOnlySpan<byte> Lower(int slot)
    {
        int length = _courier.Slots[slot].NameLength;
        _courier.Slots.NameSpace(slot)[..length].CopyTo(_lower);
        QuestionForm.MixCase(_lower, length, null);
        return _lower.AsSpan(0, length);
    }

    /// <summary>From the deepest zone known for the name as it is now.</summary>
    private void Start(int slot, long now)
    {
        ReadOnlySpan<byte> name = Lower(slot);
        Job job = _jobs[slot];
        DnsType type = _courier.Slots[slot].Type;
        if (_memory.Answer(name, null, now) is not null)
        {
            End(slot, ReplyMeaning.NxDomain, default, tcp: false, now);
            return;
        }

        if (job.AliasCount > 0 && _memory.Answer(name, type, now) is { } kept)
        {
            ReplyMeaning meaning = kept.Message.Length == 0 ? ReplyMeaning.NoData : _reading.Read(kept.Message, name, type, _memory.Root.Name);
            End(slot, meaning, kept.Message, tcp: false, now);
            return;
        }

        job.GoTo(_memory.Deepest(name, type == DnsType.Ds ? 1 : 0, now));
        Step(slot, now);
    }

    /// <summary>Asks the next server, or finds out who that is, or gives up.</summary>
    private void Step(int slot, long now)
    {
        Job job = _jobs[slot];
        while (true)
        {
            if (job.Zone.BrokenUntil > now)
            {
                Fail(slot, job.Zone.Failure, job.Zone.Stop, now);
                return;
            }

            if (job.TriesHere == 0 && job.Depth == 0 && !_leads.MayAsk(slot, Lower(slot), _courier.Slots))
            {
                return;
            }

            if (job.Credit.Left <= 0)
            {
                Fail(slot, Failure.DnsWorkLimit, null, now);
                return;
            }

            Server? server = job.TriesHere < _iteration.MaxTriesPerZone ? _choice.Next(job, fresh: true, now) : null;
            if (server is null && job.TriesHere < _iteration.MaxTriesPerZone)
            {
                Sought sought = _search.Next(slot, now, out int child);
                if (child >= 0)
                {
                    Start(child, now);
                }

                switch (sought)
                {
                    case Sought.Waits:
                        return;
                    case Sought.Found:
                        continue;
                    default:
                        server = _choice.Next(job, fresh: false, now);
                        break;
                }
            }

            if (server is null)
            {
                GiveUpZone(slot, job, now);
                return;
            }

            Ask(slot, job, server, now);
            return;
        }
    }

    private void Ask(int slot, Job job, Server server, long now)
    {
        ref Slot asked = ref _courier.Slots[slot];
        ref Attempt attempt = ref job.Note(server);
        // The last tries go without EDNS: some servers do not like it and say nothing (RFC 6891 section 6.2.2).
        asked.Plain = attempt.Plain || attempt.Tries >= 3;
        asked.Tries = attempt.Tries;
        asked.CaseChanged &= asked.Server == server;
        attempt.Tries++;
        job.TriesHere++;
        job.Sent++;
        job.Credit.Left--;
        _lines.Add(slot, server, now);
    }

    private void Take(int slot, Server server, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        Job job = _jobs[slot];
        ref Attempt attempt = ref job.Note(server);
        attempt.Answered = true;
        var rcode = (DnsRcode)(message[3] & 0xF);
        if (rcode is DnsRcode.FormErr or DnsRcode.NotImp && !attempt.Plain)
        {
            attempt.Plain = server.Plain = true; // RFC 6891 section 7: a server that does not know EDNS
            Ask(slot, job, server, now);
            return;
        }

        ReplyMeaning meaning = ReplyMeaning.Lame;
        attempt.Failure = DnsQuery.FailureOf(rcode) ?? Failure.DnsLame;
        if (rcode is DnsRcode.NoError or DnsRcode.NxDomain)
        {
            attempt.Failure = Failure.DnsLame;
            meaning = _reading.Read(message, Lower(slot), _courier.Slots[slot].Type, job.Zone.Name);
            _courier.Counts.StrayRecords += _reading.Stray;
        }

        switch (meaning)
        {
            case ReplyMeaning.Lame:
                attempt.Useless = true;
                Step(slot, now);
                break;
            case ReplyMeaning.Malformed:
                _courier.Counts.Malformed++;
                (attempt.Useless, attempt.Failure) = (true, Failure.DnsMalformed);
                Step(slot, now);
                break;
            case ReplyMeaning.Referral:
                Descend(slot, job, message, now);
                break;
            default:
                Conclude(slot, job, meaning, message, tcp, now);
                break;
        }
    }

    private void Descend(int slot, Job job, ReadOnlySpan<byte> message, long now)
    {
        Zone zone = _choice.ZoneOf(_reading, message, now);
        _memory.Keep(zone);
        job.GoTo(zone);
        int parked = _leads.End(slot, isUncut: NameHash.Of(zone.Name) != job.Leads);
        Step(slot, now);
        Wake(parked, now);
    }

    private void Conclude(int slot, Job job, ReplyMeaning meaning, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        ReadOnlySpan<byte> name = Lower(slot);
        _memory.Keep(_reading, meaning, name, job.AliasCount > 0 ? _courier.Slots[slot].Type : null, message, now);
        // Whoever waited is woken when this is written down: they read other answers meanwhile.
        int parked = _leads.End(slot, isUncut: true);
        End(slot, meaning, message, tcp, now);
        Wake(parked, now);
    }

    /// <summary>The last answer to a slot's question, or an alias.</summary>
    private void End(int slot, ReplyMeaning meaning, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        Job job = _jobs[slot];
        if (job.Sought is { } host)
        {
            EndSearch(slot, host, meaning, message, now);
            return;
        }

        Failure? failure = meaning switch
        {
            ReplyMeaning.Answer => null,
            ReplyMeaning.NoData => Failure.DnsNoData,
            ReplyMeaning.NxDomain => Failure.DnsNxdomain,
            ReplyMeaning.TargetTooLong => Failure.DnsChainTooLong,
            ReplyMeaning.Alias => job.AddAlias(_reading.Target),
            _ => Failure.DnsMalformed,
        };
        if (meaning == ReplyMeaning.Alias && failure is null)
        {
            _courier.Slots.SetName(slot, _reading.Target);
            Start(slot, now);
            return;
        }

        _reporter.Put(slot, failure, null, message, tcp, now);
    }

    private void EndSearch(int slot, Host host, ReplyMeaning meaning, ReadOnlySpan<byte> message, long now)
    {
        bool answered = meaning == ReplyMeaning.Answer;
        host.Servers = answered ? _choice.ServersOf(_reading, message) : [];
        bool other = _courier.Slots[slot].Type == DnsType.A && _memory.Allows(System.Net.Sockets.AddressFamily.InterNetworkV6);
        if (host.Servers.Length == 0 && other && meaning != ReplyMeaning.NxDomain && meaning != ReplyMeaning.Alias)
        {
            _courier.Slots[slot].Type = DnsType.Aaaa;
            Start(slot, now);
            return;
        }

        // An alias is no name server's name (RFC 2181 section 10.3).
        CloseSearch(slot, host, isBroken: false, _memory.Until(Math.Max(_reading.Ttl, 30), now), now);
    }

    /// <summary>Whoever waited for a name server's name goes on.</summary>
    private void CloseSearch(int slot, Host host, bool isBroken, long until, long now)
    {
        _courier.Slots.Give(slot);
        for (int parked = HostSearch.Close(host, isBroken, until); parked >= 0;)
        {
            int next = _jobs[parked].NextParked;
            _jobs[parked].WaitsFor = null;
            Step(parked, now);
            parked = next;
        }
    }

    private void Wake(int parked, long now)
    {
        while (parked >= 0)
        {
            int next = _jobs[parked].NextParked;
            Start(parked, now);
            parked = next;
        }
    }

    private void GiveUpZone(int slot, Job job, long now)
    {
        (Failure failure, BulkStop stop) = _choice.Explain(job);
        // Everybody below this zone would learn the same, at the same cost; a server's failure may be one name's own.
        if (failure != Failure.DnsServfail && job.Credit.Left > 0)
        {
            job.Zone.Break(failure, stop, now + (30 * _frequency));
        }

        Fail(slot, failure, stop, now);
    }

    private void Fail(int slot, Failure failure, BulkStop? stop, long now)
    {
        Job job = _jobs[slot];
        if (job.Sought is { } host)
        {
            host.Servers = [];
            host.Stop = stop;
            // Who ran out of questions says nothing of the host.
            CloseSearch(slot, host, isBroken: true, failure == Failure.DnsWorkLimit ? now + 1 : now + (30 * _frequency), now);
            return;
        }

        int parked = _leads.End(slot, isUncut: false);
        _reporter.Put(slot, failure, stop, default, tcp: false, now);
        Wake(parked, now);
    }
}
