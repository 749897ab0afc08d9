using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Checks.Web;
using Sextant.Net.Dialling;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>Connects to each address and port of a scan once, whichever hosts share it, and measures loss where tries disagree.</summary>
internal sealed class PortLooks(ProbeTools tools, Retrying retrying, SharedSight? shared = null)
{
    // Class table: heavy loss is 3 of 10 connects or more.
    private const int HeavyLoss = 3;

    private readonly ConcurrentDictionary<(IPAddress Address, int Port), Lazy<Task<PortLook>>> _looks = new();
    private readonly ConcurrentDictionary<(IPAddress Address, int Port), Lazy<Task<PortLook>>> _samples = new();

    public Task<PortLook> LookAsync(IPAddress address, int port, CancellationToken cancellation) =>
        _looks.GetOrAdd((address, port), key => new Lazy<Task<PortLook>>(() => shared is null
            ? DialAsync(key.Address, key.Port, cancellation)
            : shared.LookAsync(
                new SharedKey("port", key.Address, key.Port, ""), new BlobSink(),
                (own, _) => new PortLooks(tools, own).LookAsync(key.Address, key.Port, CancellationToken.None), cancellation))).Value;

    /// <summary>True when a connection of this scan to it succeeded; it is not connected for that.</summary>
    public async Task<bool> IsOpenAsync(IPAddress address, int port) =>
        _looks.TryGetValue((address, port), out Lazy<Task<PortLook>>? look) && (await look.Value.ConfigureAwait(false)).Open;

    /// <summary>True when this scan has looked at it, as often as a fault is looked for, and no try got through; it is not connected for that.</summary>
    public async Task<bool> IsDeadAsync(IPAddress address, int port) =>
        _looks.TryGetValue((address, port), out Lazy<Task<PortLook>>? look) && look.Value.IsCompletedSuccessfully
        && (await look.Value.ConfigureAwait(false)).Attempts is { Count: > 1 } attempts && attempts.All(attempt => attempt.Failure is not null);

    /// <summary>Connects once and no more, whatever comes of it: for what is expected to fail.</summary>
    public async Task<PortLook> LookOnceAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        Try<bool> one = await TryAsync(address, port, cancellation).ConfigureAwait(false);
        return new PortLook { Address = address, Port = port, Attempts = [one.Attempt] };
    }

    /// <summary>
    /// True when connecting to it worked at some tries and not at others. Silence after a connection that succeeded at once may be loss too:
    /// then connecting is tried as often as loss is sampled before anything is called dead.
    /// </summary>
    /// <param name="failure">What befell whoever spoke over such a connection.</param>
    public async Task<bool> IsLossyAsync(IPAddress address, int port, Failure failure, CancellationToken cancellation)
    {
        PortLook look = await LookAsync(address, port, cancellation).ConfigureAwait(false);
        if (failure == Failure.TimedOut && look.Open)
        {
            look = await SampledAsync(look, cancellation).ConfigureAwait(false);
        }

        return look.Open && (look.Attempts.Any(attempt => attempt.Failure is not null) || ConnectTimes.Lost(look.Attempts) >= HeavyLoss);
    }

    /// <summary>What is known of a port after a later connection to it waited for its first packet to be sent again: loss is sampled.</summary>
    public async Task<PortLook> AfterAsync(PortLook look, IEnumerable<Fetch> pages, CancellationToken cancellation)
    {
        bool waited = look.Open && pages.SelectMany(page => page.Hops).Any(hop => look.Address.Equals(hop.Address) && hop.Port == look.Port && hop.ConnectMs >= ConnectTimes.SentAgain);
        return waited ? await SampledAsync(look, cancellation).ConfigureAwait(false) : await KnownAsync(look).ConfigureAwait(false);
    }

    /// <summary>How long one more connection takes, in milliseconds, and whether that is the system's own measure; null when it fails.</summary>
    public async Task<(double Milliseconds, bool BySystem)?> TimeAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        (bool ended, Try<bool> one) = await retrying.OnceAsync(token => TimeOnceAsync(address, port, token), false, cancellation).ConfigureAwait(false);
        return ended && one.Attempt.Failure is null ? (one.Attempt.Milliseconds, one.Value) : null;
    }

    /// <summary>All that is known of it when nothing more is tried.</summary>
    public async Task<PortLook> KnownAsync(PortLook look) =>
        _samples.TryGetValue((look.Address, look.Port), out Lazy<Task<PortLook>>? sample) ? await sample.Value.ConfigureAwait(false) : look;

    private Task<PortLook> SampledAsync(PortLook look, CancellationToken cancellation) =>
        _samples.GetOrAdd((look.Address, look.Port), _ => new Lazy<Task<PortLook>>(() => SampleAsync(look, cancellation))).Value;

    private async Task<PortLook> SampleAsync(PortLook look, CancellationToken cancellation) => look with
    {
        Attempts = await retrying.SampleOnAsync(look.Attempts, token => TryAsync(look.Address, look.Port, token), cancellation).ConfigureAwait(false),
    };

    private async Task<PortLook> DialAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        IReadOnlyList<Attempt> attempts = await retrying.SampleLossAsync(token => TryAsync(address, port, token), cancellation).ConfigureAwait(false);
        return new PortLook { Address = address, Port = port, Attempts = attempts };
    }

    private async Task<Try<bool>> TimeOnceAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        using DialOutcome outcome = await tools.Dialler.ConnectAsync(new IPEndPoint(address, port), tools.Options.ConnectTimeout, cancellation).ConfigureAwait(false);
        return new Try<bool>(outcome.BySystem, new Attempt(outcome.At, outcome.Duration.TotalMilliseconds, outcome.Failure));
    }

    private async Task<Try<bool>> TryAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        using DialOutcome outcome = await tools.Dialler.ConnectAsync(new IPEndPoint(address, port), tools.Options.ConnectTimeout, cancellation).ConfigureAwait(false);
        var attempt = new Attempt(outcome.At, outcome.Duration.TotalMilliseconds, outcome.Failure);
        return new Try<bool>(outcome.Failure is null, attempt, Failures.AreFinal(outcome.Failure), address);
    }
}
