using System.Net;

namespace Sextant.Net.Bulk.Engine;

/// <summary>Where a server is.</summary>
/// <param name="Group">Which lanes lead to it.</param>
/// <param name="Route">Where datagrams to it are sent in truth; null: to it.</param>
internal readonly record struct ServerPlace(IPEndPoint EndPoint, int Group, IPEndPoint? Route = null);

/// <summary>How often a server may be asked from one thread.</summary>
/// <param name="Rate">Questions per second; 0 is without limit.</param>
/// <param name="Provider">What it shares with other servers of its provider.</param>
internal readonly record struct ServerPace(double Rate, Bucket? Provider = null);

/// <summary>
/// What one thread knows of a server: how quick it is, how much it bears, how fast it may be asked.
/// </summary>
internal sealed class Server
{
    /// <summary>So many answers missing in a row are no longer bad luck.</summary>
    private const int DeadAfter = 32;

    private readonly long _frequency;
    private readonly Window _window;
    private readonly Bucket? _own;
    private readonly Bucket? _provider;
    private readonly byte[] _address;
    private int _lostInARow;
    private int _caseKept;
    private int _caseChanged;

    /// <param name="pace">How often it may be asked from this thread.</param>
    public Server(ServerPlace place, ServerPace pace, int largestWindow, long frequency)
    {
        (EndPoint, Group) = (place.EndPoint, place.Group);
        _frequency = frequency;
        _window = new Window(largestWindow, frequency);
        (_own, _provider) = (pace.Rate > 0 ? new Bucket(pace.Rate, frequency) : null, pace.Provider);
        SocketAddress address = (place.Route ?? place.EndPoint).Serialize();
        _address = address.Buffer[..address.Size].ToArray();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Which lanes lead to it.</summary>
    public int Group { get; }

    /// <summary>As the system lays it out.</summary>
    public ReadOnlySpan<byte> Address => _address;

    public int InFlight { get; private set; }

    /// <summary>Questions that go to it in this turn.</summary>
    public int Promised { get; set; }

    /// <summary>The first and the last slot that wait for room; -1 when none does.</summary>
    public int LineHead { get; set; } = -1;

    public int LineTail { get; set; } = -1;

    /// <summary>Its last answers stayed out.</summary>
    public bool IsAiling => _lostInARow > 1;

    public int Window => _window.Size;

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

        int room = Window - InFlight - Promised;
        room = _own is null ? room : Math.Min(room, _own.Room(now));
        return _provider is null ? room : Math.Min(room, _provider.Room(now));
    }

    /// <summary>When it may be asked next, for whoever finds no room.</summary>
    public long RoomAt(long now) => now < RestsUntil ? RestsUntil : Math.Max(_own?.RoomAt(now) ?? now, _provider?.RoomAt(now) ?? now);

    /// <summary>Takes a turn.</summary>
    public void Reserve(long now)
    {
        _own?.Reserve(now);
        _provider?.Reserve(now);
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

    public void Departed()
    {
        InFlight++;
        Promised = Math.Max(0, Promised - 1);
    }

    /// <param name="took">Ticks; 0 when the question had been sent more than once, so that nobody knows which was answered.</param>
    public void Answered(long now, long took, bool failed)
    {
        InFlight--;
        _lostInARow = 0;
        if (took > 0)
        {
            long off = Math.Abs(took - RoundTrip);
            Deviation = RoundTrip == 0 ? took / 2 : Deviation + ((off - Deviation) / 4);
            RoundTrip = RoundTrip == 0 ? took : RoundTrip + ((took - RoundTrip) / 8);
        }

        _window.Answered(now, RoundTrip, failed);
    }

    public void Lost(long now)
    {
        InFlight--;
        if (++_lostInARow >= DeadAfter)
        {
            _lostInARow = 0;
            _window.Close(now);
            RestsUntil = now + (_frequency * 2);
        }

        _window.Lost(now, RoundTrip);
    }

    /// <summary>Its question is no longer of interest, whatever becomes of it.</summary>
    public void Forgotten() => InFlight--;

    public void CaseKept(bool kept)
    {
        _caseKept += kept ? 1 : 0;
        _caseChanged += kept ? 0 : 1;
    }
}
