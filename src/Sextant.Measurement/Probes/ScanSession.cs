using System.Net;
using Sextant.Measurement.Probes.Servers;
using Sextant.Measurement.Probes.Sites;
using Sextant.Net.Http;

namespace Sextant.Measurement.Probes;

/// <summary>
/// What the probes of one scan share: each name is looked up once, each address and port is connected once, each server
/// is asked once, whoever of them needs it; and the raw bytes go into one sink.
/// </summary>
internal sealed class ScanSession : IAsyncDisposable
{
    private readonly Retrying _retrying;

    /// <param name="tools">What goes to the network.</param>
    /// <param name="time">How long all may take together.</param>
    /// <param name="ehloName">The name to say to mail servers.</param>
    /// <param name="shared">What other names of the campaign see too; null where this one is measured for itself.</param>
    /// <param name="progress">Hears which looks begin and end; null when nobody watches.</param>
    public ScanSession(ProbeTools tools, NameTime time, Func<CancellationToken, Task<string>> ehloName, SharedSight? shared = null, LookReport? progress = null)
    {
        Progress = new LookProgress(progress, tools.Clock);
        Again = tools.Options.Retries.Again;
        Clock = tools.Clock;
        Kept = new KeptConnections(tools.Clock);
        _retrying = new Retrying(tools.Options.Retries, time, tools.Clock);
        Names = new NameLooks(tools, _retrying, Blobs, shared);
        Paths = new PathLooks(tools, _retrying, Names, Blobs);
        Servers = new ServerLooks(tools, _retrying, Blobs);
        Large = new LargeLooks(Servers);
        Ports = new PortLooks(tools, _retrying, shared);
        RoundTrips = new RoundTrips(Ports);
        Tls = new TlsLooks(tools, _retrying, Ports, Blobs, Kept);
        Pages = new PageFetches(this, tools, _retrying);
        Talks = new SmtpTalks(tools, _retrying, Blobs, ehloName, shared);
    }

    /// <summary>How often what seemed wrong is looked at again.</summary>
    public int Again { get; }

    public TimeProvider Clock { get; }

    public BlobSink Blobs { get; } = new();

    /// <summary>Connections left open for the next request.</summary>
    public KeptConnections Kept { get; }

    public LookProgress Progress { get; }

    public NameLooks Names { get; }

    public PathLooks Paths { get; }

    public ServerLooks Servers { get; }

    public LargeLooks Large { get; }

    public PortLooks Ports { get; }

    public RoundTrips RoundTrips { get; }

    public TlsLooks Tls { get; }

    public PageFetches Pages { get; }

    public SmtpTalks Talks { get; }

    /// <summary>The pause before something at an address is looked at again.</summary>
    public Task PauseAsync(IPAddress? address, CancellationToken cancellation) => _retrying.PauseAsync(address, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Kept.DisposeAsync();
}
