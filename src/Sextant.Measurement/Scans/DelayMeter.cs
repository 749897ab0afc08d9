namespace Sextant.Measurement.Scans;

/// <summary>
/// Looks at how late the program itself is: while anything is measured it asks to be woken each 50 ms and notes by how much more it slept. A machine whose
/// processors are taken, or a pool of threads that is exhausted, makes every server seem slow or silent; the scan then says so (measurement rule 1).
/// It goes by the machine's own clock: that of the scans may be a test's.
/// </summary>
internal sealed class DelayMeter
{
    /// <summary>50 ms: twenty wakes a second cost nothing, and a tenth of the least delay that any tag minds.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly Lock _turn = new();
    private readonly HashSet<Watch> _watches = [];
    private long _slept;
    private bool _looking;

    /// <summary>Begins to look, for one scan; dispose it when the scan has ended.</summary>
    public Watch Begin()
    {
        var watch = new Watch(this);
        lock (_turn)
        {
            if (!_looking)
            {
                _looking = true;
                _slept = TimeProvider.System.GetTimestamp();
                _ = LookAsync();
            }

            _watches.Add(watch);
        }

        return watch;
    }

    private async Task LookAsync()
    {
        while (true)
        {
            await Task.Delay(Step, TimeProvider.System).ConfigureAwait(false);
            lock (_turn)
            {
                Note();
                if (_watches.Count == 0)
                {
                    _looking = false;
                    return;
                }
            }
        }
    }

    private void Note()
    {
        double late = (TimeProvider.System.GetElapsedTime(_slept) - Step).TotalMilliseconds;
        foreach (Watch watch in _watches)
        {
            watch.Longest = Math.Max(watch.Longest, late);
        }

        _slept = TimeProvider.System.GetTimestamp();
    }

    /// <summary>What one scan hears of the meter.</summary>
    internal sealed class Watch(DelayMeter meter) : IDisposable
    {
        /// <summary>The longest delay since it began, in milliseconds.</summary>
        public double Longest { get; set; }

        /// <summary>The longest delay, with the one that may be under way.</summary>
        public double Read()
        {
            lock (meter._turn)
            {
                return Math.Max(Longest, (TimeProvider.System.GetElapsedTime(meter._slept) - Step).TotalMilliseconds);
            }
        }

        public void Dispose()
        {
            lock (meter._turn)
            {
                meter._watches.Remove(this);
            }
        }
    }
}
