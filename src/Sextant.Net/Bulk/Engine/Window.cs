namespace Sextant.Net.Bulk.Engine;

/// <summary>
/// How many questions one thread keeps under way at a server. Each size is tried and kept only if it pays: more under way that brings no more answers lies in
/// somebody's queue, and in our caches, for nothing. How long answers take decides nothing by itself: a resolver has one at hand and asks half the world for the next.
/// </summary>
internal sealed class Window
{
    private const int First = 64;
    private const int Smallest = 16;

    /// <summary>Turns between two tries to grow, by a quarter: a try that fails costs little, and one that failed because the machine was busy is soon made again.</summary>
    private const int Rest = 4;

    /// <summary>
    /// Beyond so many each second try is to shrink: their answers no longer fit the processor's nearest cache. A busy machine's rates go up and down by more than a try has to bring,
    /// and with tries to grow alone every window became the largest in the end.
    /// </summary>
    private const int Many = 512;

    private readonly int _largest;
    private readonly long _frequency;

    /// <summary>A rate is told from no less time: within it a busy machine hands its processor to others.</summary>
    private readonly long _turn;

    private int _answered;
    private int _lost;
    private int _failed;
    private double _usualLoss;
    private long _usualTrip;
    private long _since;
    private bool _settled;
    private bool _doubling = true;
    private int _rest;
    private int _slow;
    private bool _grew;

    // The size that is gone from for a try, and the answers in a tick that it brought; 0 when nothing is tried.
    private int _from;
    private double _rateFrom;

    public Window(int largest, long frequency)
    {
        (_largest, _frequency, _turn) = (Math.Max(1, largest), frequency, frequency / 50);
        Size = Math.Min(First, _largest);
    }

    public int Size { get; private set; }

    /// <param name="trip">The smoothed round trip.</param>
    public void Answered(long now, long trip, bool failed)
    {
        _answered++;
        _failed += failed ? 1 : 0;
        Look(now, trip);
    }

    public void Lost(long now, long trip)
    {
        _lost++;
        Look(now, trip);
    }

    /// <summary>The server seems dead: begin anew, carefully.</summary>
    public void Close(long now) => Next(Math.Min(Smallest, _largest), now);

    private void Look(long now, long trip)
    {
        int seen = _answered + _lost;
        if (seen < Math.Max(Smallest, Size))
        {
            return;
        }

        double loss = (double)_lost / seen;
        bool full = loss > (_usualLoss * 1.5) + 0.1 || _failed > seen * 0.3;
        if (full)
        {
            // Loss that does not go away with a smaller window is the way's own.
            (_doubling, _from, _rest) = (false, 0, Rest);
            _usualLoss += (loss - _usualLoss) / 4;
            Next(Size - (Size / 4), now);
        }
        else if (!_settled)
        {
            // These were under way before the size was changed.
            (_settled, _answered, _lost, _failed, _since) = (true, 0, 0, 0, now);
        }
        else if (now - _since >= _turn)
        {
            _usualLoss += (loss - _usualLoss) / 4;
            Judge(_answered / (double)(now - _since), trip, now);
        }
    }

    private void Judge(double rate, long trip, long now)
    {
        bool slow = _usualTrip > 0 && trip > (_usualTrip * 4) + (_frequency / 20);
        _slow = slow ? _slow + 1 : 0;
        _usualTrip = slow ? _usualTrip : _usualTrip == 0 ? trip : _usualTrip + ((trip - _usualTrip) / 4);
        int larger = _doubling ? Size + Size : Size + Math.Max(1, Size / 4);
        int smaller = Size - (Size / 4);
        if (_from == 0)
        {
            // Perhaps the server, or the way to it, has become full: it is if fewer under way bring as much. The turn in which that began counts both times and neither.
            Try(_slow > 1 ? smaller : _doubling || --_rest <= 0 ? Next(larger, smaller) : Size, rate, now);
        }
        else if (Pays(rate))
        {
            Try(Size > _from ? larger : smaller, rate, now);
        }
        else
        {
            // Slower is how it is now, not because of us.
            _usualTrip = slow ? trip : _usualTrip;
            (int back, _from, _doubling, _rest) = (_from, 0, false, Rest);
            Next(back, now);
        }
    }

    private int Next(int larger, int smaller)
    {
        _grew = _doubling || Size <= Many || !_grew;
        return _grew ? larger : smaller;
    }

    /// <summary>A larger window pays that brings a quarter of what it is larger by; a smaller one that loses nothing, or nearly nothing where answers come late.</summary>
    private bool Pays(double rate) => rate > _rateFrom * (Size > _from ? 1 + (((double)Size / _from) - 1) / 4 : _slow > 0 ? 0.9 : 1);

    private void Try(int size, double rate, long now)
    {
        size = Math.Clamp(size, Math.Min(Smallest, _largest), _largest);
        (_from, _rateFrom) = size == Size ? (0, 0) : (Size, rate);
        _rest = _from == 0 ? _rest : Rest;
        Next(size, now);
    }

    private void Next(int size, long now)
    {
        _settled = size == Size;
        (Size, _answered, _lost, _failed, _since) = (Math.Clamp(size, Math.Min(Smallest, _largest), _largest), 0, 0, 0, now);
    }
}
