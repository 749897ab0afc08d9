using System.Net;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Lab.Http;
using Sextant.Wire;

namespace Sextant.Cli.Tests.Measuring;

/// <summary>A fault is looked for three times (rule 1), and no more often than that for what the same scan knows already.</summary>
public sealed class NothingAskedInVainTests
{
    private static readonly TimeSpan NoBound = TimeSpan.FromMinutes(2);

    [Fact(Timeout = 90_000)]
    public async Task A_redirect_to_a_port_that_was_refused_three_times_is_not_tried_three_times_more()
    {
        await using var measured = new MeasuredWorld();
        IPAddress address = measured.World.Site(MeasuredWorld.Name).V6;
        IPEndPoint shut = Shut();
        int dials = 0;
        measured.Network.Leads = remote =>
        {
            if (remote.Port != 443 || !remote.Address.Equals(address))
            {
                return null;
            }

            Interlocked.Increment(ref dials); // from several threads
            return shut;
        };

        (Judgement[] entries, Scan scan) = await measured.ScanAsync(NoBound);
        Assert.Equal(TargetClass.Broken, entries[0].Class);
        PortLook port = scan.Web!.Hosts[0].Ports.Single(look => look.Port == 443 && look.Address.Equals(address));
        Assert.Equal((3, Failure.ConnectionRefused), (port.Attempts.Count, port.Failure));

        // Over http:// it comes to the same port: once, to see where the redirect leads.
        Fetch plain = scan.Web.Hosts[0].Fetches.Single(fetch => fetch.Family == Family.V6 && fetch.Url.StartsWith("http:", StringComparison.Ordinal));
        Assert.Equal((Failure.ConnectionRefused, 1), (plain.Failure, plain.Attempts.Count));
        Assert.InRange(dials, 3, 4);
    }

    [Fact(Timeout = 90_000)]
    public async Task A_page_that_tests_for_robots_is_not_asked_again()
    {
        await using var measured = new MeasuredWorld();
        measured.World.Site(MeasuredWorld.Name).Challenges();

        (Judgement[] entries, Scan scan) = await measured.ScanAsync(NoBound);
        Assert.Equal((TargetClass.Unknown, Failure.HttpChallenge), (entries[0].Class, entries[0].Cause));
        Assert.All(scan.Web!.Hosts[0].Fetches, fetch => Assert.Equal((Failure.HttpChallenge, 1), (fetch.Failure, fetch.Attempts.Count)));
    }

    [Theory(Timeout = 90_000)]
    [InlineData(true, 3, 1, "web-content-differs")]
    [InlineData(false, 1, 3, "web-http-content-differs")]
    public async Task Another_page_over_IPv6_is_looked_at_again_where_it_lies_and_not_behind_the_redirect_to_it(bool redirects, int secure, int plain, string tag)
    {
        await using var measured = new MeasuredWorld();
        string page = Pages.Portal(MeasuredWorld.Name);
        string another = Pages.HostingDefault(page.Length);
        SiteScript site = measured.World.Site(MeasuredWorld.Name).Answers(request => LabReply.Page(request.Family == Family.V6 && (redirects || !request.Secure) ? another : page));
        _ = redirects ? site : site.ServesPlainHttp();

        (Judgement[] entries, Scan scan) = await measured.ScanAsync(NoBound);
        Fetch[] v6 = [.. scan.Web!.Hosts[0].Fetches.Where(fetch => fetch.Family == Family.V6)];
        Assert.Equal((secure, plain), (v6.Count(fetch => fetch.Url.StartsWith("https:", StringComparison.Ordinal)), v6.Count(fetch => fetch.Url.StartsWith("http:", StringComparison.Ordinal))));
        string[] said = [.. entries[0].Findings.Select(finding => finding.Tag).Where(each => each.EndsWith("content-differs", StringComparison.Ordinal))];
        Assert.Equal([tag], said);
    }

    [Fact(Timeout = 90_000)]
    public async Task A_long_page_that_https_gave_is_not_fetched_again_behind_the_redirect_of_http()
    {
        await using var measured = new MeasuredWorld();
        string page = Pages.Portal(MeasuredWorld.Name) + "<!--" + new string('x', 700_000) + "-->";
        LabReply redirect = LabReply.Redirect($"https://{MeasuredWorld.Name}/") with { Thinks = TimeSpan.FromSeconds(2) };
        measured.World.Site(MeasuredWorld.Name).ServesPlainHttp().Answers(request => request.Secure ? LabReply.Page(page) : redirect);

        (_, Scan scan) = await measured.ScanAsync(NoBound);
        IReadOnlyList<Fetch> fetches = scan.Web!.Hosts[0].Fetches;
        PageShape seen = fetches.First(fetch => fetch.Url.StartsWith("https:", StringComparison.Ordinal)).Page!;
        Fetch[] plain = [.. fetches.Where(fetch => fetch.Url.StartsWith("http:", StringComparison.Ordinal))];
        Assert.Equal(2, plain.Length);
        Assert.All(plain, fetch => Assert.Equal((null, true, seen.Sha256, seen.Title, seen.Blob, false), (fetch.Failure, fetch.Hops[^1].Shared, fetch.Page!.Sha256, fetch.Page.Title, fetch.Page.Blob, fetch.Page.Cut)));
    }

    private static IPEndPoint Shut()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
