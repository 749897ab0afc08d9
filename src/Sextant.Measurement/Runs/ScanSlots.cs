using Sextant.Measurement.Scans;

namespace Sextant.Measurement.Runs;

/// <summary>The places for names measured at once. A name that only waits for its next try lends its place to another one.</summary>
/// <param name="places">How many are measured at once.</param>
/// <param name="mostWaiting">How many may wait without a place: what they have seen so far stays in memory.</param>
internal sealed class ScanSlots(int places, int mostWaiting) : IDisposable
{
    private readonly SemaphoreSlim _free = new(places);
    private int _waiting;

    /// <summary>Names that wait for their next try without a place.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a place.</summary>
    public async Task<Slot> TakeAsync(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        return new Slot(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private bool TryWait()
    {
        if (Interlocked.Increment(ref _waiting) <= mostWaiting)
        {
            return true;
        }

        Interlocked.Decrement(ref _waiting);
        return false;
    }

    /// <summary>One place.</summary>
    internal sealed class Slot(ScanSlots slots) : IScanSlot, IDisposable
    {
        private readonly Lock _gate = new();
        private bool _held = true;
        private bool _over;

        /// <inheritdoc/>
        public bool TryPark()
        {
            lock (_gate)
            {
                if (_over || !_held || !slots.TryWait())
                {
                    return false;
                }

                _held = false;
                slots._free.Release();
                return true;
            }
        }

        /// <inheritdoc/>
        public async ValueTask ReturnAsync(CancellationToken cancellation)
        {
            await slots._free.WaitAsync(cancellation).ConfigureAwait(false);
            lock (_gate)
            {
                Interlocked.Decrement(ref slots._waiting);
                _held = true;
            }
        }

        /// <summary>The name is done.</summary>
        public void Dispose()
        {
            lock (_gate)
            {
                if (_over)
                {
                    return;
                }

                _over = true;
                if (_held)
                {
                    slots._free.Release();
                }
                else
                {
                    Interlocked.Decrement(ref slots._waiting);
                }
            }
        }
    }
}
