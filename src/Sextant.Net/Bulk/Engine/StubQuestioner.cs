using System.Buffers.Binary;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Engine;

/// <summary>
/// Asks recursive resolvers: each gets as much as it bears; silence is asked again, elsewhere where there is another; SERVFAIL and REFUSED
/// too, and what then still is SERVFAIL once more without validation, which tells bogus from broken (RFC 4035 section 3.2.2) where the answer is signed.
/// </summary>
internal sealed class StubQuestioner : IQuestioner
{
    /// <summary>Less room than this is left to grow while answers come in, so that calls carry many datagrams.</summary>
    private const int WorthSending = 32;

    private readonly BulkOptions _options;
    private readonly Courier _courier;
    private readonly IBulkHands _hands;
    private readonly NameFeed _feed;
    private readonly AnswerSieve _sieve = new();
    private readonly Server[] _servers;
    private readonly SlotQueue[] _again;
    private readonly TimeProvider _time;
    private readonly long _pause;
    private int _turn;
    private long _nextAt;

    public StubQuestioner(BulkOptions options, Courier courier, Server[] servers, IBulkHands hands, TimeProvider time)
    {
        (_options, _courier, _servers, _hands, _time) = (options, courier, servers, hands, time);
        _feed = new NameFeed(hands, options.Types.Count);
        _again = [.. servers.Select(_ => new SlotQueue(options.InFlight))];
        _pause = CourierOptions.Ticks(options.FailurePause, time);
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

        _nextAt = long.MaxValue;
        _turn = _turn + 1 == _servers.Length ? 0 : _turn + 1;
        for (int i = 0; i < _servers.Length; i++)
        {
            int which = (_turn + i) % _servers.Length;
            Server server = _servers[which];
            int room = server.Room(now);
            if (room < Math.Min(WorthSending, (server.Window + 1) / 2) && !idle)
            {
                continue;
            }

            for (; room > 0; room--)
            {
                int slot = _again[which].Count > 0 ? _again[which].Take() : TakeNew();
                if (slot < 0)
                {
                    break;
                }

                _courier.Slots[slot].Server = server;
                server.Reserve(now);
                _courier.MakeReady(slot);
            }

            _nextAt = Math.Min(_nextAt, server.InFlight < server.Window ? server.RoomAt(now) : long.MaxValue);
        }
    }

    /// <inheritdoc/>
    public long NextAt(long now) => _nextAt;

    /// <inheritdoc/>
    public void OnTurn(int slot, long now) => _again[_courier.Slots[slot].Server!.Group].Add(slot);

    /// <inheritdoc/>
    public void OnAnswer(int slot, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        ref Slot asked = ref _courier.Slots[slot];
        var rcode = (DnsRcode)(message[3] & 0xF);
        if (rcode is DnsRcode.FormErr or DnsRcode.NotImp && !asked.Plain)
        {
            asked.Plain = true; // RFC 6891 section 7: a server that does not know EDNS
            _again[asked.Server!.Group].Add(slot);
            return;
        }

        if (rcode is DnsRcode.NoError or DnsRcode.NxDomain)
        {
            TakeRecords(slot, message, tcp, now);
            return;
        }

        OnFailure(slot, rcode, message, tcp, now);
    }

    /// <inheritdoc/>
    public void OnSilent(int slot, Failure failure, long now)
    {
        ref Slot asked = ref _courier.Slots[slot];
        if (asked.Tries >= _options.Tries)
        {
            Finish(slot, asked.CheckingDisabled ? Failure.DnsServfail : failure, default, tcp: false, now);
            return;
        }

        asked.Server = Another(asked.Server!);
        _again[asked.Server.Group].Add(slot);
    }

    private void OnFailure(int slot, DnsRcode rcode, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        ref Slot asked = ref _courier.Slots[slot];
        bool again = rcode is DnsRcode.ServFail or DnsRcode.Refused && asked.Failures < _options.FailureTries && asked.Tries < _options.Tries;
        if (again && !asked.CheckingDisabled)
        {
            asked.Failures++;
            asked.Server = Another(asked.Server!);
            _courier.WaitUntil(slot, now + _pause);
        }
        else if (rcode == DnsRcode.ServFail && !asked.CheckingDisabled)
        {
            asked.CheckingDisabled = true;
            _again[asked.Server!.Group].Add(slot);
        }
        else
        {
            Finish(slot, DnsQuery.FailureOf(rcode) ?? Failure.DnsRcode, message, tcp, now);
        }
    }

    private void TakeRecords(int slot, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        ref Slot asked = ref _courier.Slots[slot];
        Failure? failure = _sieve.Sift(message, _courier.Slots.Name(slot), asked.Type);
        _courier.Counts.StrayRecords += _sieve.Stray;
        if (failure == Failure.DnsMalformed && asked.Tries < _options.Tries)
        {
            _courier.Counts.Malformed++;
            OnSilent(slot, Failure.DnsMalformed, now);
            return;
        }

        // Without signatures nothing says that validation failed: a resolver that remembers SERVFAIL looks the same.
        Finish(slot, !asked.CheckingDisabled ? failure : IsSigned(message) ? Failure.DnsBogus : Failure.DnsServfail, message, tcp, now);
    }

    private static bool IsSigned(ReadOnlySpan<byte> message)
    {
        var reader = new DnsSpanReader(message);
        while (reader.TryReadRecord(out DnsRecordView record))
        {
            if (record.Type == DnsType.Rrsig)
            {
                return true;
            }
        }

        return false;
    }

    private void Finish(int slot, Failure? failure, ReadOnlySpan<byte> message, bool tcp, long now)
    {
        ref Slot asked = ref _courier.Slots[slot];
        if (failure is not (null or Failure.DnsNoData or Failure.DnsNxdomain))
        {
            _sieve.Clear();
        }

        _hands.Put(new BulkResult
        {
            Lot = asked.Lot,
            Position = asked.Position,
            Name = _courier.Slots.Name(slot),
            Type = asked.Type,
            Failure = failure,
            Message = message,
            Records = failure is null ? _sieve.Records : default,
            Aliases = _sieve.Aliases,
            Server = asked.Server!.EndPoint,
            Took = _time.GetElapsedTime(asked.SentAt, now),
            Tries = asked.Tries,
            Tcp = tcp,
            AuthenticData = message.Length > 3 && (BinaryPrimitives.ReadUInt16BigEndian(message[2..]) & 0x20) != 0,
        });
        _courier.Slots.Give(slot);
    }

    private int TakeNew()
    {
        if (_courier.Slots.FreeCount == 0 || !_feed.TryNext(out int position))
        {
            return -1;
        }

        int slot = _courier.Slots.Take(_feed.Name(position), _options.Types[position % _options.Types.Count]);
        _courier.Slots[slot].Lot = _feed.Lot;
        _courier.Slots[slot].Position = position;
        return slot;
    }

    /// <summary>The one beside it with the least to do.</summary>
    private Server Another(Server server)
    {
        Server best = server;
        int least = int.MaxValue;
        foreach (Server other in _servers)
        {
            if (other != server && other.InFlight < least)
            {
                (best, least) = (other, other.InFlight);
            }
        }

        return best;
    }
}
