using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Net.Dialling;

namespace Sextant.Measurement.Probes;

/// <summary>Connects to each address and port of a scan once, whichever hosts share it, and measures loss where tries disagree.</summary>
internal sealed class PortLooks(ProbeTools tools, Retrying retrying)
{
    private readonly ConcurrentDictionary<(IPAddress Address, int Port), Lazy<Task<PortLook>>> _looks = new();

    public Task<PortLook> LookAsync(IPAddress address, int port, CancellationToken cancellation) =>
        _looks.GetOrAdd((address, port), key => new Lazy<Task<PortLook>>(() => DialAsync(key.Address, key.Port, cancellation))).Value;

    /// <summary>True when connecting to it worked at some tries and not at others.</summary>
    public async Task<bool> IsLossyAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        PortLook look = await LookAsync(address, port, cancellation).ConfigureAwait(false);
        return look.Open && look.Attempts.Any(attempt => attempt.Failure is not null);
    }

    private async Task<PortLook> DialAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        IReadOnlyList<Attempt> attempts = await retrying.SampleLossAsync(token => TryAsync(address, port, token), cancellation).ConfigureAwait(false);
        return new PortLook { Address = address, Port = port, Attempts = attempts };
    }

    private async Task<Try<bool>> TryAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        using DialOutcome outcome = await tools.Dialler.ConnectAsync(new IPEndPoint(address, port), tools.Options.ConnectTimeout, cancellation).ConfigureAwait(false);
        var attempt = new Attempt(outcome.At, outcome.Duration.TotalMilliseconds, outcome.Failure);
        return new Try<bool>(outcome.Failure is null, attempt, Failures.AreFinal(outcome.Failure));
    }
}
