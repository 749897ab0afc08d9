using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using Sextant.Checks.Observations;
using Sextant.Net.Dialling;
using Sextant.Net.Http;
using Sextant.Net.Tls;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>Shakes hands with each address under each name of a scan once; the page is then fetched over that connection.</summary>
internal sealed class TlsLooks(ProbeTools tools, Retrying retrying, PortLooks ports, BlobSink blobs, KeptConnections kept)
{
    private static readonly SslApplicationProtocol[] Offered = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
    private readonly ConcurrentDictionary<(IPAddress Address, int Port, string Name), Lazy<Shaking>> _looks = new();

    public Task<TlsLook> LookAsync(IPAddress address, int port, string name, CancellationToken cancellation) =>
        Look(address, port, name, cancellation).Whole;

    /// <summary>Ends when the first handshake has: by then its connection is among the kept ones, or there is none.</summary>
    public Task FirstAsync(IPAddress address, int port, string name, CancellationToken cancellation)
    {
        Shaking look = Look(address, port, name, cancellation);
        return Task.WhenAny(look.First.Task, look.Whole);
    }

    private Shaking Look(IPAddress address, int port, string name, CancellationToken cancellation) =>
        _looks.GetOrAdd((address, port, name), key => new Lazy<Shaking>(() =>
        {
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new Shaking(first, ShakeAsync(key.Address, key.Port, key.Name, first, cancellation));
        })).Value;

    private async Task<TlsLook> ShakeAsync(IPAddress address, int port, string name, TaskCompletionSource first, CancellationToken cancellation)
    {
        Tried<TlsOutcome?> tried = await retrying.RunAsync(
            token => TryAsync(address, port, name, first, token), _ => (TlsOutcome?)null, cancellation,
            failure => ports.IsLossyAsync(address, port, failure, cancellation),
            async outcome => outcome is null && await ports.IsOpenAsync(address, port).ConfigureAwait(false)).ConfigureAwait(false);
        return Describe(address, port, name, tried.Value, tried.Attempts, blobs);
    }

    private async Task<Try<TlsOutcome?>> TryAsync(IPAddress address, int port, string name, TaskCompletionSource first, CancellationToken cancellation)
    {
        DialOutcome dial = await tools.Dialler.ConnectAsync(new IPEndPoint(address, port), tools.Options.ConnectTimeout, cancellation).ConfigureAwait(false);
        TlsOutcome? outcome = null;
        try
        {
            if (dial.Stream is null)
            {
                return new Try<TlsOutcome?>(null, new Attempt(dial.At, dial.Duration.TotalMilliseconds, dial.Failure), Failures.AreFinal(dial.Failure), address);
            }

            outcome = await tools.Tls.HandshakeAsync(dial.Stream, name, Offered, tools.Options.TlsTimeout, cancellation).ConfigureAwait(false);
            return new Try<TlsOutcome?>(outcome with { Stream = null }, new Attempt(outcome.At, outcome.Duration.TotalMilliseconds, outcome.Failure), Address: address);
        }
        finally
        {
            if (outcome?.Stream is null)
            {
                dial.Dispose();
            }
            else
            {
                await kept.KeepAsync(dial, outcome).ConfigureAwait(false);
            }

            first.TrySetResult();
        }
    }

    /// <summary>What a handshake showed, as an observation.</summary>
    public static TlsLook Describe(IPAddress address, int port, string name, TlsOutcome? outcome, IReadOnlyList<Attempt> attempts, BlobSink blobs) => new()
    {
        Address = address,
        Port = port,
        ServerName = name,
        Attempts = attempts,
        Connected = outcome is not null,
        Handshake = outcome is null ? attempts[^1].Failure : outcome.Failure,
        Certificate = outcome?.Certificate?.Failures ?? [],
        Protocol = outcome?.Protocol,
        CipherSuite = outcome?.CipherSuite,
        Alpn = outcome?.Alpn,
        PublicKey = outcome?.Certificate?.PublicKey,
        Names = [.. outcome?.Certificate?.Names.Take(100) ?? []],
        NotBefore = outcome?.Certificate?.NotBefore,
        NotAfter = outcome?.Certificate?.NotAfter,
        Blobs = [.. outcome?.Certificate?.Chain.Take(10).Select(der => blobs.Add(der)).OfType<string>() ?? []],
    };

    private sealed record Shaking(TaskCompletionSource First, Task<TlsLook> Whole);
}
