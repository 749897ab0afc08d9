using System.Threading.Channels;
using Sextant.Measurement;
using Sextant.Measurement.Storage;

namespace Sextant.Cli.Parts;

/// <summary>
/// Keeps finished scans behind the report: what comes while a batch is being written makes the next batch, so that one name costs
/// one commit and a thousand do not cost a thousand.
/// </summary>
internal sealed class Keeper : IAsyncDisposable
{
    /// <summary>Scans of one commit; 100: some 10 MB in memory.</summary>
    private const int MostAtOnce = 100;

    private readonly Channel<FinishedScan> _waiting = Channel.CreateBounded<FinishedScan>(MostAtOnce);
    private readonly Task _work;

    /// <param name="stores">Where to keep, once it is open.</param>
    public Keeper(Task<MeasurementStores> stores) => _work = WorkAsync(stores);

    /// <summary>Hands a scan over; waits when too many wait already.</summary>
    public async Task KeepAsync(FinishedScan scan, CancellationToken cancellation)
    {
        try
        {
            await _waiting.Writer.WriteAsync(scan, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            await _work.ConfigureAwait(false); // throws what went wrong
        }
    }

    /// <summary>Waits until all is kept.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _work.ConfigureAwait(false);
    }

    private async Task WorkAsync(Task<MeasurementStores> opening)
    {
        try
        {
            // While the first name is being measured: loading the lake's library then costs nobody's time.
            (await opening.ConfigureAwait(false)).Lake.Warm();
            while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                var batch = new List<FinishedScan>();
                while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out FinishedScan? scan))
                {
                    batch.Add(scan);
                }

                MeasurementStores stores = await opening.ConfigureAwait(false);
                await stores.Scans.KeepAsync(batch).ConfigureAwait(false);
            }
        }
        catch (Exception fault)
        {
            _waiting.Writer.TryComplete(fault);
            throw;
        }
    }
}
