using System.Net;
using System.Text;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Lab;
using Sextant.Wire;

namespace Sextant.Cli.Tests.Measuring;

/// <summary>The bound on the time of one name, against servers that would hold whoever talks to them for ever.</summary>
public sealed class NameTimeTests
{
    private const string Name = MeasuredWorld.Name;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);

    // A busy machine may be late; the operations themselves would take half a minute and more.
    private static readonly TimeSpan Ends = TimeSpan.FromSeconds(9);

    [Theory(Timeout = 60_000)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_page_whose_headers_drip_is_left_in_time_and_never_called_broken(bool overV4, bool overV6)
    {
        await using var measured = new MeasuredWorld();
        measured.World.Site(Name).WithoutHttps();
        IPEndPoint dripping = measured.Serve(Drip("HTTP/1.1 200 OK\r\nX: ", "a"));
        measured.Network.Leads = remote => remote.Port == 80 && IsOfSite(measured.World, remote, overV4, overV6) ? dripping : null;

        (Judgement[] entries, Scan scan) = await ScanAsync(measured);
        Assert.Equal((TargetClass.Unknown, Failure.TimeBudget), (entries[0].Class, entries[0].Cause));

        // What was seen before stays: the addresses, the open ports, the zone.
        HostObservation host = scan.Web!.Hosts[0];
        Assert.True(host.Aaaa.HasData);
        Assert.All(host.Ports.Where(port => port.Port == 80), port => Assert.True(port.Open));
        Assert.Equal(TargetClass.Ready, entries.Single(entry => entry.Kind == TargetKind.Zone).Class);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_body_that_never_ends_is_left_in_time()
    {
        await using var measured = new MeasuredWorld();
        measured.World.Site(Name).NeverEnds(Family.V6);
        Assert.Equal(TargetClass.Unknown, (await ScanAsync(measured)).Entries[0].Class);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_handshake_that_stalls_over_IPv6_is_left_in_time_and_never_called_broken()
    {
        await using var measured = new MeasuredWorld();
        IPEndPoint silent = measured.Serve((_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token));
        measured.Network.Leads = remote => remote.Port == 443 && IsOfSite(measured.World, remote, overV4: false, overV6: true) ? silent : null;

        (Judgement[] entries, Scan scan) = await ScanAsync(measured);
        Assert.Equal((TargetClass.Unknown, Failure.TimeBudget), (entries[0].Class, entries[0].Cause));
        Assert.Contains(scan.Web!.Hosts[0].Tls, look => look is { Family: Family.V4, Handshake: null });
        Assert.Contains(scan.Web!.Hosts[0].Tls, look => look is { Family: Family.V6, Handshake: not null });
    }

    [Fact(Timeout = 60_000)]
    public async Task A_greeting_that_drips_is_left_in_time_and_never_called_broken()
    {
        await using var measured = new MeasuredWorld();
        measured.World.Mail(Name).Server(_ => { });
        IPAddress server = measured.World.MailHost("mail." + Name).V6;
        IPEndPoint dripping = measured.Serve(Drip("220-", "patience\r\n220-"));
        measured.Network.Leads = remote => remote.Port == 25 && remote.Address.Equals(server) ? dripping : null;

        (Judgement[] entries, Scan scan) = await ScanAsync(measured);
        Judgement mail = entries.Single(entry => entry.Kind == TargetKind.Mail);
        Assert.Equal((TargetClass.Unknown, Failure.TimeBudget), (mail.Class, mail.Cause));
        Assert.Equal(TargetClass.Ready, entries[0].Class);
        Assert.Contains(scan.Mail!.Hosts[0].Sessions, session => session is { Family: Family.V4, EhloCode: 250 });
    }

    [Fact(Timeout = 60_000)]
    public async Task Name_servers_that_stall_over_both_transports_are_left_in_time_and_never_called_broken()
    {
        await using var measured = new MeasuredWorld();
        measured.World.Zone(Name).Ns("ns1");
        measured.World.Drop(measured.World.NameServer("ns1." + Name).V6).Drop(measured.World.NameServer("ns1." + Name).V4);

        (Judgement[] entries, Scan scan) = await ScanAsync(measured);
        Assert.All(entries, entry => Assert.Equal(TargetClass.Unknown, entry.Class));
        Assert.Equal(Failure.TimeBudget, entries.Single(entry => entry.Kind == TargetKind.Zone).Cause);
        Assert.NotNull(scan.Zone!.Delegation);
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_is_done_before_the_bound_is_judged_as_without_one()
    {
        await using var measured = new MeasuredWorld();
        measured.World.Refuse(measured.World.Site(Name).V6);
        Assert.Equal(TargetClass.Broken, (await ScanAsync(measured)).Entries[0].Class);
    }

    // Each single operation may take longer than the name: only the name's own bound can end the scan in time.
    private static async Task<(Judgement[] Entries, Scan Scan)> ScanAsync(MeasuredWorld measured)
    {
        (Judgement[], Scan) seen = await measured.ScanAsync(
            Bound, ("SEXTANT_HTTP_TIMEOUT", "30s"), ("SEXTANT_FETCH_TIMEOUT", "60s"), ("SEXTANT_TLS_TIMEOUT", "30s"), ("SEXTANT_DNS_TIMEOUT", "10s"));
        Assert.InRange(measured.Took, TimeSpan.Zero, Ends);
        return seen;
    }

    private static bool IsOfSite(World world, IPEndPoint remote, bool overV4, bool overV6) =>
        (overV6 && remote.Address.Equals(world.Site(Name).V6)) || (overV4 && remote.Address.Equals(world.Site(Name).V4));

    private static Func<Stream, CancellationToken, Task> Drip(string begin, string drop) => async (stream, cancellation) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(begin), cancellation);
        while (true)
        {
            await Task.Delay(100, cancellation);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), cancellation);
        }
    };
}
