using System.Net;

namespace Sextant.Net.Bulk.Engine;

/// <summary>
/// What one thread knows of a server: how quick it is, how much it bears, how fast it may be asked. The window grows while answers come back
/// and shrinks when more of them stay out than before, when they are failures, or when they take much longer: the server, or the way to it, is full.
/// </summary>
internal sealed class Server
{
    private const int FirstWindow = 64;
    private const int SmallestWindow = 16;

    /// <summary>So many answers missing in a row are no longer bad luck.</summary>
    private const int DeadAfter = 32;

    private readonly long _frequency;
    private readonly int _largestWindow;
    private readonly long _interval;
    private readonly long _depth;
    private readonly byte[] _address;
    private long _spokenFor;
    private long _fastest = long.MaxValue;
    private bool _growing = true;
    private int _answered;
    private int _lost;
    private int _failed;
    private double _usualLoss;
    private int _lostInARow;
    private int _caseKept;
    private int _caseChanged;

    /// <param name="rate">Questions per second from this thread; 0 is without limit.</param>
    public Server(IPEndPoint endPoint, int group, double rate, int largestWindow, long frequency)
    {
        EndPoint = endPoint;
        Group = group;
        _frequency = frequency;
        _largestWindow = Math.Max(1, largestWindow);
        Window = Math.Min(FirstWindow, _largestWindow);
        // A bucket holds a tenth of a second's worth and at least one: a burst that no server notices.
        _interval = rate > 0 ? (long)(frequency / rate) : 0;
        _depth = rate > 0 ? (long)(Math.Max(1, rate / 10) - 1) * _interval : 0;
        SocketAddress address = endPoint.Serialize();
        _address = address.Buffer[..address.Size].ToArray();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Which lanes lead to it.</summary>
    public int Group { get; }

    /// <summary>As the system lays it out.</summary>
    public ReadOnlySpan<byte> Address => _address;

    public int InFlight { get; private set; }

    public int Window { get; private set; }

    /// <summary>Smoothed round trip in ticks; 0 before the first.</summary>
    public long RoundTrip { get; private set; }

    public long Deviation { get; private set; }

    /// <summary>It answers only without EDNS.</summary>
    public bool Plain { get; set; }

    public long RestsUntil { get; private set; }

    /// <summary>Whether it echoes letters as they came; once it clearly does not, mixing them only costs time.</summary>
    public bool KeepsCase => _caseChanged < 16 || _caseKept > 0;

    /// <summary>How many questions more it may have now.</summary>
    public int Room(long now)
    {
        if (now < RestsUntil)
        {
            return 0;
        }

        int room = Window - InFlight;
        return _interval == 0 ? room : (int)Math.Min(room, Math.Max(0, ((now - Math.Max(_spokenFor, now - _depth - _interval)) / _interval)));
    }

    /// <summary>When it may be asked next, for whoever finds no room.</summary>
    public long RoomAt(long now) => now < RestsUntil ? RestsUntil : Math.Max(now, _spokenFor + _interval);

    /// <summary>Takes a turn, now or at the time given back.</summary>
    public long Reserve(long now)
    {
        if (_interval == 0)
        {
            return now;
        }

        _spokenFor = Math.Max(_spokenFor, now - _depth - _interval) + _interval;
        return Math.Max(now, _spokenFor);
    }

    /// <summary>Every source address and port but this is somebody else.</summary>
    public bool IsFrom(ReadOnlySpan<byte> from) =>
        from.IsEmpty || (from.Length >= 28
            ? _address.Length >= 28 && from[..4].SequenceEqual(_address.AsSpan(0, 4)) && from.Slice(8, 16).SequenceEqual(_address.AsSpan(8, 16))
            : from.Length >= 8 && _address.Length >= 8 && from[..8].SequenceEqual(_address.AsSpan(0, 8)));

    /// <summary>How long to wait for an answer: the usual time and four times its spread (RFC 6298), doubled each time.</summary>
    public long Patience(int tries, long shortest, long longest)
    {
        long usual = RoundTrip == 0 ? _frequency : RoundTrip + (4 * Deviation);
        return Math.Clamp(Math.Max(usual, shortest) << Math.Min(tries, 6), shortest, longest);
    }

    public void Departed() => InFlight++;

    /// <param name="took">Ticks; 0 when the question had been sent more than once, so that nobody knows which was answered.</param>
    public void Answered(long took, bool failed)
    {
        InFlight--;
        _lostInARow = 0;
        _answered++;
        _failed += failed ? 1 : 0;
        if (took > 0)
        {
            _fastest = Math.Min(_fastest, took);
            long off = Math.Abs(took - RoundTrip);
            Deviation = RoundTrip == 0 ? took / 2 : Deviation + ((off - Deviation) / 4);
            RoundTrip = RoundTrip == 0 ? took : RoundTrip + ((took - RoundTrip) / 8);
        }

        Adapt();
    }

    public void Lost(long now)
    {
        InFlight--;
        _lost++;
        if (++_lostInARow >= DeadAfter)
        {
            _lostInARow = 0;
            Window = Math.Min(SmallestWindow, _largestWindow);
            RestsUntil = now + (_frequency * 2);
        }

        Adapt();
    }

    /// <summary>Its question is no longer of interest, whatever becomes of it.</summary>
    public void Forgotten() => InFlight--;

    public void CaseKept(bool kept)
    {
        _caseKept += kept ? 1 : 0;
        _caseChanged += kept ? 0 : 1;
    }

    private void Adapt()
    {
        int seen = _answered + _lost;
        if (seen < Math.Max(SmallestWindow, Window))
        {
            return;
        }

        double loss = (double)_lost / seen;
        bool full = loss > (_usualLoss * 1.5) + 0.1 || _failed > seen * 0.3;
        bool slow = _fastest != long.MaxValue && RoundTrip > (_fastest * 8) + (_frequency / 20);
        // Loss that does not go away with a smaller window is the way's own.
        _usualLoss += (loss - _usualLoss) / 4;
        _growing &= !full && !slow;
        int change = full ? -Window / 4 : slow ? -Window / 16 : _growing ? Window : Math.Max(1, Window / 8);
        Window = Math.Clamp(Window + change, Math.Min(SmallestWindow, _largestWindow), _largestWindow);
        (_answered, _lost, _failed) = (0, 0, 0);
    }
}
