using System.Net;
using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;
using Sextant.Wire;

namespace Sextant.Measurement.Tests.Runs;

/// <summary>Sites that answer over both families, or over IPv4 alone once the test says so.</summary>
internal sealed class ScriptedScanner : IScanner
{
    private static readonly IPAddress V4 = IPAddress.Parse("203.0.114.7");
    private static readonly IPAddress V6 = IPAddress.Parse("2400:6540:1::7");
    private int _scans;

    /// <summary>Scans begun.</summary>
    public int Scans => Volatile.Read(ref _scans);

    /// <summary>Whether IPv6 works for the n-th scan.</summary>
    public Func<int, bool> HasIpv6 { get; set; } = _ => true;

    /// <summary>How late this machine was while the n-th scan went on, in milliseconds.</summary>
    public Func<int, double> Late { get; set; } = _ => 0;

    /// <summary>Runs before a scan ends.</summary>
    public Func<ScanRequest, Task> During { get; set; } = _ => Task.CompletedTask;

    /// <summary>A self-check that passed.</summary>
    public static VantageObservation Healthy() => new()
    {
        Name = "hanoi", CheckedAt = DateTimeOffset.UtcNow, Ipv4 = true, Ipv6 = true, Resolver = true, Dns64 = false,
        Anchors = [.. new[] { Family.V4, Family.V6 }.Select(family => new AnchorLook { Role = "dual", Name = "anchor.vn", Family = family, Port = 443, Healthy = true })],
    };

    /// <inheritdoc/>
    public async Task<ScanOutcome> ScanAsync(ScanRequest request, IProgress<ScanStep>? progress, CancellationToken cancellation)
    {
        int scan = Interlocked.Increment(ref _scans);
        bool ipv6 = HasIpv6(scan);
        DateTimeOffset at = DateTimeOffset.UtcNow;
        await During(request);
        await Task.Delay(20, cancellation);
        return new ScanOutcome(
            new Scan
            {
                Name = request.Ascii,
                Kinds = [TargetKind.Site],
                StartedAt = at,
                FinishedAt = at.AddMilliseconds(20),
                Vantage = Healthy(),
                OwnDelay = Late(scan),
                Context = new ScanContext { Program = "0.1.0" },
                Web = new WebObservation { Site = request.Ascii, Hosts = [Host(request.Ascii, ipv6, at)] },
            },
            new Dictionary<string, byte[]>());
    }

    private static HostObservation Host(string name, bool ipv6, DateTimeOffset at) => new()
    {
        Name = name,
        A = new Lookup { Name = name, Type = "A", Attempts = [new Attempt(at, 1)], Addresses = [V4] },
        Aaaa = new Lookup { Name = name, Type = "AAAA", Attempts = [new Attempt(at, 1)], Addresses = [V6] },
        Ports = [Port(V4, 80, true, at), Port(V4, 443, false, at, Failure.ConnectionRefused), Port(V6, 80, ipv6, at), Port(V6, 443, false, at, Failure.ConnectionRefused)],
        Fetches = [.. new[] { (Family.V4, V4, true), (Family.V6, V6, ipv6) }.Where(one => one.Item3).Select(one => new Fetch
        {
            Family = one.Item1, Address = one.Item2, Url = $"http://{name}/", Attempts = [new Attempt(at, 5)], Status = 200,
            Hops = [new Hop { Url = $"http://{name}/", Address = one.Item2, Port = 80, Status = 200 }],
            Page = new PageShape { Length = 10, Sha256 = new string('0', 64), Title = "x", TextShingles = [1, 2], SkeletonShingles = [3] },
        })],
    };

    private static PortLook Port(IPAddress address, int port, bool open, DateTimeOffset at, Failure failure = Failure.TimedOut) => new()
    {
        Address = address, Port = port, Attempts = open ? [new Attempt(at, 2)] : [.. Enumerable.Repeat(new Attempt(at, 1, failure), 3)],
    };
}
