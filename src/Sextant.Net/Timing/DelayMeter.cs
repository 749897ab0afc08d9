namespace Sextant.Net.Timing;

/// <summary>
/// Looks at how late the program itself is: while anything is measured it asks to be woken each 50 ms and notes by how much more it slept. A machine whose
/// processors are taken, or a pool of threads that is exhausted, makes every server seem slow or silent; the scan then says so (measurement rule 1).
/// It goes by the machine's own clock: that of the scans may be a test's.
/// </summary>
public sealed class DelayMeter
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
                Note((TimeProvider.System.GetElapsedTime(_slept) - Step).TotalMilliseconds);
                _slept = TimeProvider.System.GetTimestamp();
                if (_watches.Count == 0)
                {
                    _looking = false;
                    return;
                }
            }
        }
    }

    /// <summary>Whoever watches now hears of a delay of so many milliseconds.</summary>
    public void Note(double late)
    {
        lock (_turn)
        {
            foreach (Watch watch in _watches)
            {
                watch.Hear(late);
            }
        }
    }

    /// <summary>What one scan hears of the meter.</summary>
    public sealed class Watch : IDisposable
    {
        private readonly DelayMeter meter;
        private double _longest;

        internal Watch(DelayMeter meter) => this.meter = meter;

        /// <summary>Takes note of a delay, in milliseconds; also of one under which something came to be that this scan goes by.</summary>
        public void Hear(double late)
        {
            lock (meter._turn)
            {
                _longest = Math.Max(_longest, late);
            }
        }

        /// <summary>The longest delay, with the one that may be under way.</summary>
        public double Read()
        {
            lock (meter._turn)
            {
                return Math.Max(_longest, (TimeProvider.System.GetElapsedTime(meter._slept) - Step).TotalMilliseconds);
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (meter._turn)
            {
                meter._watches.Remove(this);
            }
        }
    }
}
