using System.Buffers.Binary;
using System.Net.Sockets;
using Sextant.Net.Bulk.Datagrams;
using Sextant.Net.Dialling;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Engine;

/// <summary>
/// Carries the questions of one thread: gives each an id, a case and a port, sends them in batches, matches what comes with what is under way,
/// minds the time, and goes to TCP with what was cut. Nothing here waits but for packets, and nothing allocates but for TCP.
/// </summary>
internal sealed class Courier : IDisposable
{
    private const ushort TruncatedBit = 0x0200;

    /// <summary>Questions without an answer before silence means anything: a few names of a short list may all be dead.</summary>
    private const int LostInSilence = 64;

    private readonly CourierOptions _options;
    private readonly TimeProvider _time;
    private readonly DatagramPort _port;
    private readonly int[][] _lanesOf;
    private readonly SlotQueue[] _ready;
    private readonly Echo _echo;
    private readonly RandomPool _random = new();
    private readonly Lanes _ids;
    private readonly TcpLanes _tcp;
    private readonly int[] _batch = new int[DatagramPort.Batch];
    private readonly bool[] _refused;
    private long _refusedAt;
    private long _answeredAt;
    private long _lostSince;

    // What was looked at only to have it near.
    private int _seen;

    public Courier(CourierOptions options, DatagramPort port, int[][] lanesOf, TcpLanes tcp, TimeProvider time)
    {
        (_options, _port, _lanesOf, _tcp, _time) = (options, port, lanesOf, tcp, time);
        Slots = new SlotTable(options.InFlight);
        _echo = new Echo(Slots, Counts);
        Wheel = new TimerWheel(Slots, time.TimestampFrequency, time.GetTimestamp());
        _ids = new Lanes(port.Lanes, _random);
        _refused = new bool[port.Lanes];
        _ready = [.. lanesOf.Select(_ => new SlotQueue(options.InFlight))];
        _answeredAt = time.GetTimestamp();
    }

    public SlotTable Slots { get; }

    public TimerWheel Wheel { get; }

    public BulkCounts Counts { get; } = new();

    /// <summary>Works until everything is answered.</summary>
    /// <exception cref="BulkSilenceException">Nobody answers any more.</exception>
    public void Run(IQuestioner questioner, CancellationToken cancellation)
    {
        while (!questioner.IsDone && !cancellation.IsCancellationRequested)
        {
            int came = ReceiveAll(questioner);
            long now = _time.GetTimestamp();
            TellRefusals(questioner, now);
            for (int slot = Wheel.Due(now); slot >= 0; slot = Wheel.Due(now))
            {
                OnDue(questioner, slot, now);
            }

            while (_tcp.Pending > 0 && _tcp.TryTake(out TcpReply reply))
            {
                OnTcp(questioner, reply, now);
                came++;
            }

            if (_lostSince >= LostInSilence && now - _answeredAt > _options.Silence)
            {
                throw new BulkSilenceException(_time.GetElapsedTime(_answeredAt, now), _lostSince);
            }

            questioner.Fill(idle: came == 0, now);
            if (SendReady(questioner) == 0 && came == 0 && !questioner.IsDone)
            {
                Wait(questioner.NextAt(now), now);
            }
        }
    }

    /// <summary>Has a slot sent to its server in this turn.</summary>
    public void MakeReady(int slot)
    {
        Slots[slot].State = SlotState.Ready;
        _ready[Slots[slot].Server!.Group].Add(slot);
    }

    /// <summary>Has a slot wait for its time; then it is the questioner's again.</summary>
    public void WaitUntil(int slot, long due)
    {
        Slots[slot].State = SlotState.Waiting;
        Wheel.Set(slot, due);
    }

    /// <inheritdoc/>
    public void Dispose() => _port.Dispose();

    private void Wait(long until, long now)
    {
        // A question on its way over TCP rings no bell here.
        long most = _time.TimestampFrequency / (_tcp.Pending > 0 ? 500 : 50);
        long then = Math.Min(Math.Max(until, now), Wheel.NextLook(now, most));
        if (then > now)
        {
            _port.Wait(_time.GetElapsedTime(now, then));
        }
    }

    private int ReceiveAll(IQuestioner questioner)
    {
        int came = 0;
        for (int lane = 0; lane < _port.Lanes; lane++)
        {
            int count = _port.Receive(lane, out SocketError error);
            long now = count > 0 ? _time.GetTimestamp() : 0;
            _seen = LookAt(lane, count);
            for (int i = 0; i < count; i++)
            {
                Take(questioner, lane, i, now);
            }

            came += count;
            _refused[lane] |= error == SocketError.ConnectionRefused;
        }

        Counts.Received += came;
        return came;
    }

    /// <summary>
    /// Looks at what the answers of a batch are about, one look behind the other with nothing between: the slots lie all over, and the processor
    /// fetches many at once. Taken one by one each would be waited for.
    /// </summary>
    private int LookAt(int lane, int count)
    {
        Span<int> slots = stackalloc int[DatagramPort.Batch];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> message = _port.Received(i, out _);
            slots[i] = message.Length < DnsHeader.Length ? -1 : _ids.Peek(lane, BinaryPrimitives.ReadUInt16BigEndian(message));
        }

        int seen = 0;
        foreach (int slot in slots[..count])
        {
            seen ^= slot < 0 ? 0 : Slots.LookAt(slot);
        }

        return seen;
    }

    private void Take(IQuestioner questioner, int lane, int index, long now)
    {
        ReadOnlySpan<byte> message = _port.Received(index, out bool cut);
        if (message.Length < DnsHeader.Length)
        {
            Counts.Malformed++;
            return;
        }

        switch (_ids.Find(lane, BinaryPrimitives.ReadUInt16BigEndian(message), out int slot))
        {
            case IdUse.Open:
                TakeAnswer(questioner, slot, message, new Arrival(cut, _port.From(index), now));
                break;
            case IdUse.Answered:
                Counts.Duplicate++;
                break;
            case IdUse.GivenUp:
                Counts.Late++;
                break;
            default:
                Counts.WrongId++;
                break;
        }
    }

    private void TakeAnswer(IQuestioner questioner, int index, ReadOnlySpan<byte> message, Arrival arrival)
    {
        ref Slot slot = ref Slots[index];
        Server server = slot.Server!;
        if (!server.IsFrom(arrival.From))
        {
            Counts.WrongSource++;
            return;
        }

        if (!_echo.IsAnswer(message, index, exactly: server.KeepsCase))
        {
            return;
        }

        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        Land(index, answered: true);
        Heard(arrival.At);
        server.Answered(arrival.At, Math.Max(1, arrival.At - slot.SentAt), (flags & 0xF) is (int)DnsRcode.ServFail or (int)DnsRcode.Refused);
        if ((flags & TruncatedBit) != 0 || arrival.Cut)
        {
            Counts.Truncated++;
            GoToTcp(index, arrival.At);
        }
        else
        {
            questioner.OnAnswer(index, message, tcp: false, arrival.At);
        }
    }

    private void OnDue(IQuestioner questioner, int index, long now)
    {
        ref Slot slot = ref Slots[index];
        if (slot.State == SlotState.Waiting)
        {
            slot.State = SlotState.Ready;
            questioner.OnTurn(index, now);
            return;
        }

        Land(index, answered: false);
        slot.Server!.Lost(now);
        if (slot.CaseChanged && slot.Tries > 1)
        {
            // Twice only an answer in another case: over TCP nobody can have forged it.
            GoToTcp(index, now);
            return;
        }

        questioner.OnSilent(index, Failure.TimedOut, now);
    }

    /// <summary>The system says that nothing listens at a lane's peer. It does not say which question it was, so all of them are told; at most every 50 ms, for it costs a look at every slot.</summary>
    private void TellRefusals(IQuestioner questioner, long now)
    {
        if (now - _refusedAt < _time.TimestampFrequency / 20 || !_refused.Contains(true))
        {
            return;
        }

        _refusedAt = now;
        for (int index = 0; index < Slots.Count; index++)
        {
            ref Slot slot = ref Slots[index];
            if (slot.State == SlotState.Flying && _refused[slot.Lane])
            {
                Recall(questioner, index, Failure.ConnectionRefused, now);
            }
        }

        Array.Clear(_refused);
    }

    private void Recall(IQuestioner questioner, int index, Failure failure, long now)
    {
        Land(index, answered: false);
        Slots[index].Server!.Lost(now);
        questioner.OnSilent(index, failure, now);
    }

    private void Heard(long now) => (_answeredAt, _lostSince) = (now, 0);

    /// <summary>The question is no longer under way: nothing may find it by its id, its time or its lane.</summary>
    private void Land(int index, bool answered)
    {
        ref Slot slot = ref Slots[index];
        _ids.Close(slot.Lane, slot.Id, answered);
        Wheel.Clear(index);
        slot.State = SlotState.Ready;
        _lostSince += answered ? 0 : 1;
    }

    private int SendReady(IQuestioner questioner)
    {
        int sent = 0;
        for (int group = 0; group < _ready.Length; group++)
        {
            // What is refused at once may be made ready again at once: once over what is there now.
            for (int left = _ready[group].Count; left > 0;)
            {
                int[] lanes = _lanesOf[group];
                int lane = lanes[_random.Next16() % lanes.Length];
                int count = Math.Min(left, DatagramPort.Batch);
                long now = _time.GetTimestamp();
                _seen = _ids.Draw(lane, count);
                for (int i = 0; i < count; i++)
                {
                    _batch[i] = _ready[group].Take();
                    Depart(_batch[i], lane, now);
                }

                left -= count;
                sent += count;
                if (!_port.Send(lane))
                {
                    TellUnsent(questioner, count, now);
                }

                _refused[lane] |= _port.SawRefusal;
            }
        }

        Counts.Sent += sent;
        return sent;
    }

    private void TellUnsent(IQuestioner questioner, int count, long now)
    {
        for (int i = 0; i < count; i++)
        {
            SocketError error = _port.Outcomes[i];
            if (error != SocketError.Success)
            {
                Recall(questioner, _batch[i], SocketFailures.ToFailure(new SocketException((int)error)), now);
            }
        }
    }

    private void Depart(int index, int lane, long now)
    {
        ref Slot slot = ref Slots[index];
        Server server = slot.Server!;
        slot.Id = _ids.Open(lane, index);
        slot.Lane = (short)lane;
        slot.SentAt = now;
        slot.State = SlotState.Flying;
        slot.Tries++;
        Counts.Repeated += slot.Tries > 1 ? 1 : 0;
        Span<byte> space = Slots.NameSpace(index);
        QuestionForm.MixCase(space, slot.NameLength, server.KeepsCase ? _random : null);
        int written = QuestionForm.Write(_port.Next(), slot.Id, space[..slot.NameLength], slot.Type, FlagsOf(slot));
        _port.Queue(written, _options.Connected ? default : server.Address);
        server.Departed();
        long patience = slot.Tries >= _options.Tries ? _options.Timeout : server.Patience(slot.Tries - 1, _options.ShortestWait, _options.Timeout);
        Wheel.Set(index, now + patience);
    }

    private DnsQueryFlags FlagsOf(in Slot slot) => new(
        RecursionDesired: _options.RecursionDesired,
        CheckingDisabled: slot.CheckingDisabled,
        DnssecOk: slot.CheckingDisabled,
        AuthenticData: _options.RecursionDesired,
        UdpPayload: slot.Plain || slot.Server!.Plain ? null : _options.UdpPayload);

    private void GoToTcp(int index, long now)
    {
        ref Slot slot = ref Slots[index];
        slot.State = SlotState.Tcp;
        slot.Id = _random.Next16();
        slot.Server!.Reserve(now);
        Span<byte> bytes = stackalloc byte[DatagramPort.LargestQuestion];
        int written = QuestionForm.Write(bytes, slot.Id, Slots.Name(index), slot.Type, FlagsOf(slot));
        slot.SentAt = now;
        _tcp.Ask(new TcpQuestion(index, slot.Server.EndPoint, bytes[..written].ToArray()));
    }

    private void OnTcp(IQuestioner questioner, in TcpReply reply, long now)
    {
        int index = reply.Question.Slot;
        ReadOnlySpan<byte> message = reply.Answer;
        if (message.Length >= DnsHeader.Length
            && BinaryPrimitives.ReadUInt16BigEndian(message) == Slots[index].Id
            && _echo.IsAnswer(message, index, exactly: false))
        {
            Heard(now);
            questioner.OnAnswer(index, message, tcp: true, now);
            return;
        }

        questioner.OnSilent(index, Failure.DnsTruncated, now);
    }

    private readonly ref struct Arrival(bool cut, ReadOnlySpan<byte> from, long at)
    {
        public bool Cut { get; } = cut;

        public ReadOnlySpan<byte> From { get; } = from;

        public long At { get; } = at;
    }
}
