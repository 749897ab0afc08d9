using System.Net;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Cli.Tests.Measuring;

/// <summary>Rule 1: minutes between the tries of a campaign, seconds inside a network one owns.</summary>
public sealed class OwnNetworkRetriesTests
{
    [Fact(Timeout = 90_000)]
    public async Task A_campaign_tries_an_address_of_its_own_network_again_within_seconds()
    {
        Scan scan = await ScanAsync(own: true);
        Assert.All(Dead(scan), look => Assert.Equal((3, Failure.TimedOut), (look.Attempts.Count, look.Failure)));
    }

    [Fact(Timeout = 90_000)]
    public async Task A_campaign_waits_minutes_before_it_asks_others_again()
    {
        Scan scan = await ScanAsync(own: false);
        Assert.All(Dead(scan), look => Assert.True(look.Attempts.Count < 3, $"{look.Address} was dialled {look.Attempts.Count} times"));
    }

    private static PortLook[] Dead(Scan scan) => [.. scan.Web!.Hosts.SelectMany(host => host.Ports).Where(look => look is { Port: 443, Family: Family.V6 })];

    private static async Task<Scan> ScanAsync(bool own)
    {
        await using var measured = new MeasuredWorld();
        measured.Network.Leads = remote => remote.Port == 443 && AddressKind.FamilyOf(remote.Address) == Family.V6 ? DivertedNetwork.Nowhere : null;
        measured.Measures = (settings, use) => (
            own
                ? settings with { Dialling = settings.Dialling with { OwnNetworks = [.. use.GlobalPrefixes.Select(prefix => IPNetwork.Parse(prefix.ToString()))] } }
                : settings,
            use with { Lab = false, Campaign = true });
        (Judgement[] _, Scan scan) = await measured.ScanAsync(
            TimeSpan.FromSeconds(8), ("SEXTANT_CONNECT_TIMEOUT", "500ms"), ("SEXTANT_CAMPAIGN_RETRY_SPACING", "10m-11m"));
        return scan;
    }
}
