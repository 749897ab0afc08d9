using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Desk;

/// <summary>
/// Measures registered targets when a visitor asks: a bounded queue, each name once in ten minutes, each client network a few
/// times in that time. Constructing it does nothing; <see cref="RunAsync"/> works.
/// </summary>
public sealed class MeasureDesk(IScanner scanner, MeasurementStores stores, Profile profile, DeskOptions options, TimeProvider clock)
{
    private readonly Channel<DeskTicket> _queue = Channel.CreateBounded<DeskTicket>(options.QueueLength);
    private readonly ConcurrentDictionary<string, DeskTicket> _tickets = new(StringComparer.Ordinal);
    private readonly ClientQuota _quota = new(options, clock);
    private readonly Lock _gate = new();
    private long _asked;

    /// <summary>The ticket of a name that is waiting, being measured, or was measured within the last ten minutes; null when there is none.</summary>
    public DeskTicket? Find(string name) =>
        _tickets.TryGetValue(name, out DeskTicket? ticket) && !IsOld(ticket) ? ticket : null;

    /// <summary>Names that wait at the desk.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>How many names are measured before this one begins; 0 when it has begun.</summary>
    public int PlaceOf(DeskTicket ticket) =>
        ticket.BegunAt is not null ? 0 : 1 + _tickets.Values.Count(other => other.BegunAt is null && other.Number < ticket.Number);

    /// <summary>Asks for a name to be measured. A name that is on its way, or was measured just now, keeps its ticket and costs nothing.</summary>
    /// <param name="name">A-labels; the caller has made sure that it is registered.</param>
    /// <param name="client">Who asks; counted by its /64 (IPv4: the address), and not kept.</param>
    public DeskAnswer Ask(string name, IPAddress client)
    {
        lock (_gate)
        {
            if (Find(name) is { } already)
            {
                return new DeskAnswer(already, null);
            }

            // Asked before the quota: who finds the queue full has had nothing.
            if (_queue.Reader.Count >= options.QueueLength)
            {
                return new DeskAnswer(null, DeskRefusal.QueueFull);
            }

            if (!_quota.TryTake(client))
            {
                return new DeskAnswer(null, DeskRefusal.TooManyFromClient);
            }

            var ticket = new DeskTicket(name, clock.GetUtcNow(), ++_asked);
            if (!_queue.Writer.TryWrite(ticket))
            {
                return new DeskAnswer(null, DeskRefusal.QueueFull);
            }

            Forget();
            _tickets[name] = ticket;
            return new DeskAnswer(ticket, null);
        }
    }

    /// <summary>Measures what is asked for, until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => WorkAsync(cancellation)));

    private async Task WorkAsync(CancellationToken cancellation)
    {
        await foreach (DeskTicket ticket in _queue.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            try
            {
                ticket.Begin(clock.GetUtcNow());
                ScanOutcome outcome = await scanner.ScanAsync(new ScanRequest(ticket.Name), ticket, cancellation).ConfigureAwait(false);
                string evidence = await stores.Evidence.PutAsync(outcome.Scan, outcome.Blobs, cancellation).ConfigureAwait(false);
                Judgement[] entries = [.. Judge.Assess(outcome.Scan, profile).Select(entry => entry with { Evidence = evidence })];
                await stores.Scans.KeepAsync([new FinishedScan(ticket.Name, outcome.Scan, entries, evidence)], cancellation).ConfigureAwait(false);
                ticket.End(clock.GetUtcNow(), failed: false);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // Our own fault or the disk's: the visitor is told that it failed, the desk goes on with the next.
                ticket.End(clock.GetUtcNow(), failed: true, fault.Message);
            }
        }
    }

    private bool IsOld(DeskTicket ticket) => ticket.EndedAt is { } ended && clock.GetUtcNow() - ended > options.Again;

    private void Forget()
    {
        foreach ((string name, DeskTicket ticket) in _tickets)
        {
            if (IsOld(ticket))
            {
                _tickets.TryRemove(name, out _);
            }
        }
    }
}
