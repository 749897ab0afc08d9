using System.Net;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Cli.Tests.Measuring;

/// <summary>Silence after a connection that came at once: loss or a dead service? Ten connects tell (class table: heavy loss).</summary>
public sealed class SilenceIsSampledTests
{
    private static readonly TimeSpan NoBound = TimeSpan.FromMinutes(2);
    private static readonly (string, string)[] Short = [("SEXTANT_TLS_TIMEOUT", "1s"), ("SEXTANT_CONNECT_TIMEOUT", "1s")];

    [Fact(Timeout = 90_000)]
    public async Task Behind_ten_good_connects_a_silent_handshake_is_the_services_fault()
    {
        await using var measured = new MeasuredWorld();
        IPAddress address = measured.World.Site(MeasuredWorld.Name).V6;
        IPEndPoint silent = measured.Serve((_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token));
        measured.Network.Leads = remote => remote.Port == 443 && remote.Address.Equals(address) ? silent : null;

        (Judgement[] entries, Scan scan) = await measured.ScanAsync(NoBound, Short);
        PortLook port = Port(scan, address);
        Assert.Equal((10, 0), (port.Attempts.Count, port.Attempts.Count(attempt => attempt.Failure is not null)));
        Assert.Equal(TargetClass.Broken, entries[0].Class);
    }

    [Fact(Timeout = 90_000)]
    public async Task Where_connects_are_lost_too_it_is_loss_and_is_tried_until_it_answers()
    {
        await using var measured = new MeasuredWorld();
        IPAddress address = measured.World.Site(MeasuredWorld.Name).V6;
        IPEndPoint silent = measured.Serve((_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token));
        int dials = 0;

        // The first connects; every fourth gets lost; of the first twenty, those that connect say nothing.
        measured.Network.Leads = remote => remote.Port != 443 || !remote.Address.Equals(address) ? null
            : Interlocked.Increment(ref dials) is var dial && dial % 4 == 0 ? DivertedNetwork.Nowhere
            : dial <= 20 ? silent : null;

        (Judgement[] entries, Scan scan) = await measured.ScanAsync(NoBound, Short);
        PortLook port = Port(scan, address);
        Assert.Equal(10, port.Attempts.Count);
        Assert.InRange(port.Attempts.Count(attempt => attempt.Failure == Failure.TimedOut), 1, 5);
        Assert.Null(scan.Web!.Hosts[0].Tls.Single(look => look.Family == Family.V6).Handshake);
        Assert.NotEqual(TargetClass.Broken, entries[0].Class);
    }

    private static PortLook Port(Scan scan, IPAddress address) => scan.Web!.Hosts[0].Ports.Single(port => port.Port == 443 && port.Address.Equals(address));
}
